/// The commands and queries about conversations, for other modules and for clients of every kind. Commands are sent
/// through Axon's `CommandGateway`, queries through its `QueryGateway`.
///
/// | | is answered with |
/// | --- | --- |
/// | {@link io.omne.conversations.api.AddMessages#command} | {@link io.omne.memory.api.CreatedMemories} |
/// | {@link io.omne.conversations.api.EditConversation} | {@link io.omne.conversations.api.EditedConversation} |
/// | {@link io.omne.conversations.api.DeleteConversation} | nothing |
/// | {@link io.omne.conversations.api.ExtractConversation} | nothing |
/// | {@link io.omne.conversations.api.FindSources} | {@link io.omne.conversations.api.FindSources.Sources} |
/// | {@link io.omne.conversations.api.AwaitDeletion} | whether it has ended |
/// | {@link io.omne.conversations.api.FindConversation} | `FindConversation.FoundConversation` |
/// | {@link io.omne.conversations.api.ListConversations} | {@link io.omne.conversations.api.ConversationPage} |
/// | {@link io.omne.conversations.api.ListMessages} | {@link io.omne.conversations.api.MessagePage} |
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.conversations.api;

import org.jspecify.annotations.NullMarked;
