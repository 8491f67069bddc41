package dev.emery.medium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system has as memory: the bound for one private mapping on Linux. */
final class SystemMemory {

  private SystemMemory() {}

  /** Returns the bytes of memory and swap space, or "unknown". */
  static String describe() {
    try {
      long kibibytes = 0;
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemTotal:") || line.startsWith("SwapTotal:")) {
          kibibytes += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
      return Long.toString(kibibytes << 10);
    } catch (IOException | NumberFormatException e) {
      return "unknown";
    }
  }
}
