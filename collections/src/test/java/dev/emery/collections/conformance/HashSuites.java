package dev.emery.collections.conformance;

import dev.emery.collections.PHashMap;
import dev.emery.collections.PHashSet;
import dev.emery.collections.PLinkedHashMap;

/** The root of the pools of the suites of hash sets and linked maps. */
record HashSuites(
    PHashMap<Long, PHashSet<String, HashSuites>, HashSuites> sets,
    PHashMap<Long, PLinkedHashMap<String, String, HashSuites>, HashSuites> maps) {}
