package dev.emery.testsuite.kill;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Text files made up from a seed, with the count of each word.
 *
 * @param folder where the files are
 * @param bytes how much text they hold
 * @param lines how many lines
 * @param counts how often each word occurs, in lower case
 */
record Corpus(Path folder, long bytes, long lines, Map<String, Long> counts) {
  private static final String[] MARKS = {" ", " ", " ", " ", ", ", "; ", " -- ", ". ", " 1814 "};
  private static final String[] SYLLABLES = {
    "ba", "cor", "de", "fin", "gu", "ha", "ji", "kle", "lum", "mö", "nis", "o'r", "pra", "qui",
    "ros", "tha", "ur", "vé", "wen", "zy"
  };
  private static final int VOCABULARY = 20_000;

  /** Writes this many files of about this many bytes. */
  static Corpus write(Path folder, int files, int bytesOfFile, long seed) throws IOException {
    var random = new SplittableRandom(seed);
    Map<String, Long> counts = new HashMap<>();
    long bytes = 0;
    long lines = 0;
    for (int i = 0; i < files; i++) {
      Path file = Files.createDirectories(folder.resolve("part" + i % 3)).resolve(i + ".txt");
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        for (int length = 0; length < bytesOfFile; lines++) {
          String line = line(random, counts);
          out.write(line);
          length += line.length();
        }
      }
      bytes += Files.size(file);
    }
    return new Corpus(folder, bytes, lines, counts);
  }

  private static String line(SplittableRandom random, Map<String, Long> counts) {
    var line = new StringBuilder();
    for (int words = random.nextInt(16); words > 0; words--) {
      // Squared, so that some words are much more frequent than others.
      double place = random.nextDouble();
      String word = word((int) (place * place * VOCABULARY));
      counts.merge(word, 1L, Long::sum);
      line.append(random.nextInt(10) == 0 ? word.toUpperCase(Locale.ROOT) : word);
      line.append(MARKS[random.nextInt(MARKS.length)]);
    }
    return line.append('\n').toString();
  }

  private static String word(int number) {
    var word = new StringBuilder();
    int rest = number;
    do {
      word.append(SYLLABLES[rest % SYLLABLES.length]);
      rest /= SYLLABLES.length;
    } while (rest > 0);
    return word.toString();
  }
}
