package io.omne.embedding.adapter.djl;

class BgeSmallTest extends LocalModelContract {

    BgeSmallTest() {
        super(Bert.BGE_SMALL_MEAN);
    }
}
