package dev.emery.engine;

import dev.emery.heap.Space;
import dev.emery.image.Image;
import dev.emery.journal.RecordBody;
import dev.emery.journal.Section;

/**
 * The heap's way to more space: the file is extended first, then the image reaches further (E14).
 */
final class HeapSpace implements Space {
  private final Image image;
  private final Storage storage;

  HeapSpace(Image image, Storage storage) {
    this.image = image;
    this.storage = storage;
  }

  @Override
  public synchronized void extend(long end) {
    if (end <= image.limit()) {
      return;
    }
    if (end > image.reach()) {
      throw new GrowSignal(end);
    }
    storage.extend(end);
    image.limit(end);
  }

  @Override
  public void system(RecordBody body, int maxWords, Section section) {
    body.seal();
    storage.log().append(body, maxWords, section);
  }
}
