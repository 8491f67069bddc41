package dev.emery.collections.sequence;

/**
 * Where one user of a chain, such as an iterator, was last: the node, and the index of its first
 * slot. It holds for as long as the structure has the same modification count.
 */
record Finger(int modCount, long node, int base) {}
