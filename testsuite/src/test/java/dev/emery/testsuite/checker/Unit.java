package dev.emery.testsuite.checker;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A compilation unit that is a text. */
final class Unit extends SimpleJavaFileObject {
  private final String name;
  private final String text;

  /**
   * Creates a unit.
   *
   * @param name a path that ends in {@code .java}
   */
  Unit(String name, String text) {
    super(URI.create("string:///" + name), Kind.SOURCE);
    this.name = name;
    this.text = text;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return text;
  }
}
