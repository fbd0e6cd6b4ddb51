/// What other modules, and clients of every kind, may ask of memories. Commands are sent through Axon's
/// `CommandGateway`, queries through its `QueryGateway`; both answer later.
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
/// Each is asked for one owner and sees that owner's memories alone. What is asked for is made of the values of
/// `io.omne.memory`, whose constructors check lengths and forms ({@link io.omne.validation.InvalidValue}); `Content.of`
/// and `Tags.of` also refuse what shows nothing. Everything else is decided behind the command: what becomes of active
/// markup, the limit on creating, versions, repeats under an {@link io.omne.memory.api.IdempotencyKey}. Whoever asks
/// gets the same answer.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.memory.api;

import org.jspecify.annotations.NullMarked;
