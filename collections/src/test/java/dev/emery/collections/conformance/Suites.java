package dev.emery.collections.conformance;

import dev.emery.collections.PHashMap;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PTreeSet;
import dev.emery.collections.PVec;

/** The root of the pools of these tests: a place for each collection that a test asks for. */
record Suites(
    PHashMap<Long, PVec<String, Suites>, Suites> lists,
    PHashMap<Long, PHashMap<String, String, Suites>, Suites> maps,
    PHashMap<Long, PTreeMap<String, String, Suites>, Suites> sortedMaps,
    PHashMap<Long, PTreeSet<String, Suites>, Suites> sortedSets) {}
