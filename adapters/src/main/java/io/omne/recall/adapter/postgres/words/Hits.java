package io.omne.recall.adapter.postgres.words;

import java.util.Arrays;

/// Where a word occurs in a group of memories: how often in which, and how long these are.
final class Hits {

    private int[] offsets = new int[16];
    private int[] frequencies = new int[16];
    private int[] lengths = new int[16];
    private int size;

    void add(int offset, int frequency, int length) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
            frequencies = Arrays.copyOf(frequencies, 2 * size);
            lengths = Arrays.copyOf(lengths, 2 * size);
        }
        offsets[size] = offset;
        frequencies[size] = frequency;
        lengths[size] = length;
        size++;
    }

    int size() {
        return size;
    }

    int offset(int index) {
        return offsets[index];
    }

    int frequency(int index) {
        return frequencies[index];
    }

    int length(int index) {
        return lengths[index];
    }
}
