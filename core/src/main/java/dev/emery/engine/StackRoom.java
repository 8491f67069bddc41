package dev.emery.engine;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes sure that a thread has stack left for what Emery does under a call. Where it has not, the
 * {@link StackOverflowError} comes before anything has begun, and not with a lock half taken.
 */
public final class StackRoom {
  /*
   * An overflow may fall between the lock() that took a lock and the try behind it, and then nobody
   * ever releases it. Inside a commit it would break the pool at best. So what is called from the
   * outside first calls a method with a frame as large as all that may lie under it: the virtual
   * machine asks at the entry of a method whether its frame fits, in compiled code by one store to
   * each page, as if it had to go back to the interpreter. That takes some nanoseconds, and no stack
   * once it has returned. Such a frame needs thousands of local variables, hence the class that is
   * made here. It must not be inlined either: the error would come at the entry of whatever it was
   * inlined into, and not where it is caught. The compilers inline no method of more than 325 bytes
   * (FreqInlineSize), so its branch that is never taken is longer.
   */
  private static final int BYTES = 40 << 10;
  private static final int NOT_INLINED = 1000;
  private static final ClassDesc SUPER = StackRoom.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc PROBE_TYPE =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_boolean);

  private static final Probe PROBE = make();

  /** Always false, and the compiler does not know. */
  private static volatile boolean never;

  private StackRoom() {}

  /** A method with a large frame. */
  interface Probe {
    /** Does nothing. */
    void probe(boolean never);
  }

  /**
   * Returns if the thread has stack left for a call into Emery.
   *
   * @throws StackOverflowError otherwise
   */
  public static void require() {
    PROBE.probe(never);
  }

  private static Probe make() {
    ClassDesc name = SUPER.nested("Made");
    byte[] bytes =
        ClassFile.of()
            .build(
                name,
                type ->
                    type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                        .withInterfaceSymbols(SUPER.nested("Probe"))
                        .withMethodBody(
                            ConstantDescs.INIT_NAME,
                            ConstantDescs.MTD_void,
                            ClassFile.ACC_PUBLIC,
                            code ->
                                code.aload(0)
                                    .invokespecial(
                                        ConstantDescs.CD_Object,
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void)
                                    .return_())
                        .withMethodBody(
                            "probe", PROBE_TYPE, ClassFile.ACC_PUBLIC, StackRoom::probe));
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
      return (Probe)
          lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("cannot make the probe of the stack", e);
    }
  }

  /** The last local variable decides about the frame; the call makes it count when compiled. */
  private static void probe(CodeBuilder code) {
    code.lconst_0().lstore(BYTES / 8 - 2);
    code.iload(1)
        .ifThen(then -> {
          for (int i = 0; i < NOT_INLINED; i++) {
            then.nop();
          }
          then.invokestatic(
              Thread.class.describeConstable().orElseThrow(), "yield", ConstantDescs.MTD_void);
        })
        .return_();
  }
}
