package io.omne.embedding.adapter.djl;

class MiniLmTest extends LocalModelContract {

    MiniLmTest() {
        super(Bert.MINI_LM);
    }
}
