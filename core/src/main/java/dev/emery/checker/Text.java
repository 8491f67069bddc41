package dev.emery.checker;

import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** How messages write a type. */
final class Text {
  private Text() {}

  /** A type without the packages of its classes. */
  static String of(@Nullable TypeMirror type) {
    return type == null ? "this" : type.toString().replaceAll("\\b([a-z_][\\w]*\\.)+(?=[A-Z])", "");
  }
}
