/// The commands and queries about memories, for other modules and for clients of every kind. Commands are sent
/// through Axon's `CommandGateway`, queries through its `QueryGateway`; both answer asynchronously.
///
/// | | is answered with |
/// | --- | --- |
/// | {@link io.omne.memory.api.CreateMemories} | {@link io.omne.memory.api.CreatedMemories} |
/// | {@link io.omne.memory.api.EditMemory} | {@link io.omne.memory.api.EditedMemory} |
/// | {@link io.omne.memory.api.DeleteMemory} | nothing |
/// | {@link io.omne.memory.api.RetryEmbedding} | {@link io.omne.memory.api.MemoryView} |
/// | {@link io.omne.memory.api.FindMemory} | {@link io.omne.memory.api.MemoryView} |
/// | {@link io.omne.memory.api.ListMemories} | {@link io.omne.memory.api.MemoryPage} |
///
/// Each command or query is for one owner and has access to that owner's memories only. The parameters are values
/// of `io.omne.memory`, whose constructors check lengths and formats ({@link io.omne.validation.InvalidValue});
/// `Content.of` and `Tags.of` also refuse texts without visible characters. All other rules apply after a command
/// is sent: active markup, the creation limit, versions, and repeats with an {@link
/// io.omne.memory.api.IdempotencyKey}. So all kinds of clients get the same answers.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.memory.api;

import org.jspecify.annotations.NullMarked;
