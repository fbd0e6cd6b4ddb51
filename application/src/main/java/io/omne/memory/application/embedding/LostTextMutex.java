package io.omne.memory.application.embedding;

import org.springframework.stereotype.Component;

/// Of the texts whose instance was lost, this instance embeds one at a time: for the model that readers use, or for the
/// next one.
@Component
public class LostTextMutex extends Mutex {}
