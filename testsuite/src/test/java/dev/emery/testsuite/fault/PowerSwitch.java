package dev.emery.testsuite.fault;

import dev.emery.testsuite.process.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * A program that shuts an ext4 down when it is told to, by the call that the tests of the kernel
 * use for it: as if the power of the disk was cut.
 */
final class PowerSwitch {
  /** {@code EXT4_IOC_SHUTDOWN}: an ioctl of the kernel, {@code _IOR('X', 125, __u32)}. */
  private static final long SHUTDOWN = 0x8004587DL;

  private PowerSwitch() {}

  /** Arguments: a mounted folder; 1 to write the log of the file system before, or 2. */
  @SuppressWarnings("restricted")
  public static void main(String[] arguments) throws Throwable {
    Linker linker = Linker.nativeLinker();
    MethodHandle open =
        linker.downcallHandle(
            linker.defaultLookup().find("open").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    MethodHandle ioctl =
        linker.downcallHandle(
            linker.defaultLookup().find("ioctl").orElseThrow(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));
    try (Arena arena = Arena.ofConfined()) {
      int fd = (int) open.invokeExact(arena.allocateFrom(arguments[0]), 0);
      MemorySegment flags =
          arena.allocateFrom(ValueLayout.JAVA_INT, Integer.parseInt(arguments[1]));
      System.out.println("ready");
      int unused = System.in.read();
      int result = (int) ioctl.invokeExact(fd, SHUTDOWN, flags);
      System.out.println(fd >= 0 && result == 0 ? "off" : "failed: " + fd + " " + result);
    }
  }

  /** The switch as another process sees it. */
  static final class Handle implements AutoCloseable {
    private final ChildJvm child;
    private final BufferedReader answers;

    Handle(ChildJvm child) throws IOException {
      this.child = child;
      this.answers = child.process().inputReader(StandardCharsets.UTF_8);
      expect("ready");
    }

    private void expect(String answer) throws IOException {
      String line = answers.readLine();
      if (!answer.equals(line)) {
        throw new AssertionError("switch says " + line + child.errors());
      }
    }

    /** Cuts the power. */
    void turnOff() throws IOException {
      child.process().getOutputStream().write('\n');
      child.process().getOutputStream().flush();
      expect("off");
    }

    @Override
    public void close() throws IOException {
      child.close();
    }
  }
}
