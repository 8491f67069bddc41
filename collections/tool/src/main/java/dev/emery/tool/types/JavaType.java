package dev.emery.tool.types;

import java.lang.classfile.Signature;
import java.lang.constant.ClassDesc;
import java.util.List;

/** A type of a record's component: without its arguments, and with them. */
record JavaType(ClassDesc plain, Signature full) {

  static JavaType of(ClassDesc type) {
    return new JavaType(type, Signature.of(type));
  }

  static JavaType of(ClassDesc type, List<JavaType> arguments) {
    return new JavaType(
        type,
        Signature.ClassTypeSig.of(
            type,
            arguments.stream()
                .map(each -> Signature.TypeArg.of((Signature.RefTypeSig) each.full()))
                .toArray(Signature.TypeArg[]::new)));
  }
}
