package dev.emery.schema.record;

import dev.emery.schema.Codec;
import dev.emery.schema.walk.RecordShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the components of a record lie: in their order, each at its alignment, the whole a multiple
 * of the largest. A record without components has one byte.
 */
record RecordLayout(
    RecordShape shape,
    List<Codec<Object>> codecs,
    List<Integer> offsets,
    int width,
    int alignment) {

  @SuppressWarnings("unchecked") // the codec of a component gets what its field holds
  static RecordLayout of(RecordShape shape, List<? extends Codec<?>> codecs) {
    List<Integer> offsets = new ArrayList<>();
    int end = 0;
    int alignment = 1;
    for (Codec<?> codec : codecs) {
      alignment = Math.max(alignment, codec.alignment());
      end = Math.ceilDiv(end, codec.alignment()) * codec.alignment();
      offsets.add(end);
      end = Math.addExact(end, codec.width());
    }
    int width = Math.max(1, Math.ceilDiv(end, alignment)) * alignment;
    return new RecordLayout(
        shape,
        codecs.stream().map(codec -> (Codec<Object>) codec).toList(),
        List.copyOf(offsets),
        width,
        alignment);
  }

  /**
   * How many numbers the record consists of, those of records in it included; 0 where it has other
   * components.
   */
  int numbers() {
    int sum = 0;
    for (int i = 0; i < codecs.size(); i++) {
      int more = 1;
      if (!shape.components().get(i).type().isPrimitive()) {
        more = codecs.get(i) instanceof RecordCodec record ? record.numbers() : 0;
      }
      if (more == 0) {
        return 0;
      }
      sum += more;
    }
    return sum;
  }
}
