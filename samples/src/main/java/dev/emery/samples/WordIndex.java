package dev.emery.samples;

/** Counts the words of a folder of text files; for now only says on what it runs. */
final class WordIndex {

  private WordIndex() {}

  public static void main(String[] arguments) {
    System.out.printf("words: none yet, java=%s%n", Runtime.version().feature());
  }
}
