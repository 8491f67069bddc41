package dev.emery.testsuite.fuzz;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Numbers and checksums in the order of the files. */
final class Bytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Bytes() {}

  static long getLong(byte[] b, long at) {
    return (long) LONG.get(b, (int) at);
  }

  static void setLong(byte[] b, long at, long value) {
    LONG.set(b, (int) at, value);
  }

  static int getInt(byte[] b, long at) {
    return (int) INT.get(b, (int) at);
  }

  static void setInt(byte[] b, long at, int value) {
    INT.set(b, (int) at, value);
  }

  static int crc(byte[] b, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(b, from, length);
    return (int) crc.getValue();
  }

  /** The checksum of some bytes without the four in which it lies itself. */
  static void setCrcWithin(byte[] b, int from, int length, int hole) {
    CRC32C crc = new CRC32C();
    crc.update(b, from, hole - from);
    crc.update(b, hole + 4, from + length - hole - 4);
    setInt(b, hole, (int) crc.getValue());
  }
}
