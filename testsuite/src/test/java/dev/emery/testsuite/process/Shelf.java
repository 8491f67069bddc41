package dev.emery.testsuite.process;

import dev.emery.collections.PHashMap;

/** A small root: texts by number. */
record Shelf(PHashMap<Long, String, Shelf> texts) {}
