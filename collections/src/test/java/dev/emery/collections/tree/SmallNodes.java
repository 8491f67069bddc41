package dev.emery.collections.tree;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Makes new nodes as small as they can be, so that few entries make many levels. */
public final class SmallNodes implements BeforeAllCallback, AfterAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    NodeSize.set(1);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    NodeSize.set(NodeSize.USUAL);
  }
}
