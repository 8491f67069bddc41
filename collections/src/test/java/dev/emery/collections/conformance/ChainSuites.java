package dev.emery.collections.conformance;

import dev.emery.collections.PDeque;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PLinkedList;
import dev.emery.collections.PPriorityQueue;

/** The root of the pools of these tests: a place for each collection that a test asks for. */
record ChainSuites(
    PHashMap<Long, PLinkedList<String, ChainSuites>, ChainSuites> lists,
    PHashMap<Long, PDeque<String, ChainSuites>, ChainSuites> deques,
    PHashMap<Long, PPriorityQueue<String, ChainSuites>, ChainSuites> queues) {}
