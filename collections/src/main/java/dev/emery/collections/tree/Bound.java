package dev.emery.collections.tree;

/**
 * Where a range of keys begins or ends.
 *
 * @param key the key
 * @param inclusive whether the key itself is in the range
 * @param <K> the type of the keys
 */
record Bound<K>(K key, boolean inclusive) {}
