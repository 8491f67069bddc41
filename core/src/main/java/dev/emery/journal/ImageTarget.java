package dev.emery.journal;

import dev.emery.image.Image;

/** A replay into an image. */
record ImageTarget(Image image) implements ReplayTarget {

  @Override
  public void data(long at, byte[] source, int from, int length) {
    image.copyIn(at, source, from, length);
  }

  @Override
  public void zeros(long at, long length) {
    image.clear(at, length);
  }
}
