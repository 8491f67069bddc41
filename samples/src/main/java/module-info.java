/** One idea per file. */
module dev.emery.samples {
  requires dev.emery.collections;
}
