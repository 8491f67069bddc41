package dev.emery.collections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that read, again and again, beside one that writes. */
final class VecReaders {
  private static final int READERS = 3;

  private VecReaders() {}

  /** Runs {@code writes} once, and {@code read} until then; what they throw is thrown here. */
  static void beside(Runnable writes, Runnable read) {
    AtomicBoolean ended = new AtomicBoolean();
    AtomicLong reads = new AtomicLong();
    List<CompletableFuture<Void>> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      CompletableFuture<Void> reader = new CompletableFuture<>();
      readers.add(reader);
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            try {
              do {
                read.run();
                reads.incrementAndGet();
              } while (!ended.get());
              reader.complete(null);
            } catch (RuntimeException | Error e) {
              reader.completeExceptionally(e);
            }
          });
    }
    try {
      writes.run();
    } finally {
      ended.set(true);
    }
    readers.forEach(CompletableFuture::join);
    assertThat(reads.get()).isPositive();
  }
}
