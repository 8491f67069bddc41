package dev.emery.samples;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One text to read.
 *
 * @param name what tells it from the other texts
 * @param bytes how long it is
 * @param source opens it at its beginning
 */
record Text(String name, long bytes, Source source) {
  private static final List<String> SHIPPED =
      List.of("northanger-abbey.txt", "persuasion.txt", "pride-and-prejudice.txt");

  /** How a text is opened. */
  @FunctionalInterface
  interface Source {
    /** Opens the text at its beginning. */
    InputStream open() throws IOException;
  }

  /** Opens the text at a place where a line begins. */
  LineReader lines(long position) throws IOException {
    return new LineReader(source.open(), position);
  }

  /** The files below a folder whose names end in {@code suffix}, in the order of their names. */
  static List<Text> in(Path folder, String suffix) throws IOException {
    if (Files.notExists(folder)) {
      throw new FileNotFoundException("no such folder, path=" + folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException("not a folder, path=" + folder);
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files =
          walk.filter(file -> file.toString().endsWith(suffix))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
    }
    List<Text> texts = new ArrayList<>();
    for (Path file : files) {
      texts.add(
          new Text(
              folder.relativize(file).toString(),
              Files.size(file),
              () -> Files.newInputStream(file)));
    }
    return texts;
  }

  /** Three novels by Jane Austen, which come with the samples. */
  static List<Text> shipped() throws IOException {
    List<Text> texts = new ArrayList<>();
    for (String name : SHIPPED) {
      try (InputStream in = Text.class.getResourceAsStream("texts/" + name)) {
        if (in == null) {
          throw new FileNotFoundException("text is missing from the samples, name=" + name);
        }
        byte[] bytes = in.readAllBytes();
        texts.add(new Text(name, bytes.length, () -> new ByteArrayInputStream(bytes)));
      }
    }
    return texts;
  }
}
