package io.omne.memory.application;

import org.springframework.stereotype.Component;

/// Of the texts whose instance was lost, this instance embeds one at a time: for the model that readers use, or for the
/// next one.
@Component
class LostTextMutex extends Mutex {}
