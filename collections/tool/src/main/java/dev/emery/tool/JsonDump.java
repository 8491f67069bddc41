package dev.emery.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.emery.cell.LazyCell;
import dev.emery.cell.PBool;
import dev.emery.cell.PCell;
import dev.emery.cell.PDouble;
import dev.emery.cell.PInt;
import dev.emery.cell.PLong;
import dev.emery.cell.PRefCell;
import dev.emery.cell.TCell;
import dev.emery.cell.VCell;
import dev.emery.collections.PBytes;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Pointer;
import dev.emery.pointer.Prc;
import dev.emery.pool.Pool;
import dev.emery.sync.PMutex;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what a pool holds as JSON. */
final class JsonDump {
  private final Pool<?> pool;
  private final JsonGenerator json;
  private final int depth;
  private final Map<Object, Integer> shared = new HashMap<>(); // pointers that were written → ids

  JsonDump(Pool<?> pool, JsonGenerator json, int depth) {
    this.pool = pool;
    this.json = json;
    this.depth = depth;
  }

  /** Writes a value with all that it holds. */
  void write(@Nullable Object value) throws IOException {
    write(value, depth);
  }

  private void write(@Nullable Object value, int levels) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Boolean b -> json.writeBoolean(b);
      case Integer i -> json.writeNumber(i);
      case Long l -> json.writeNumber(l);
      case Short s -> json.writeNumber(s);
      case Byte b -> json.writeNumber(b.intValue());
      case Float f -> json.writeNumber(f); // what is no number is quoted
      case Double d -> json.writeNumber(d);
      case Character c -> json.writeString(c.toString());
      case Enum<?> constant -> json.writeString(constant.name());
      case CharSequence text -> json.writeString(text.toString());
      case PBytes<?> bytes -> json.writeBinary(bytes.openStream(), Math.toIntExact(bytes.length()));
      case Optional<?> optional -> write(optional.orElse(null), levels);
      case PLong<?> cell -> json.writeNumber(cell.get());
      case PInt<?> cell -> json.writeNumber(cell.get());
      case PDouble<?> cell -> json.writeNumber(cell.get());
      case PBool<?> cell -> json.writeBoolean(cell.get());
      case PCell<?, ?> cell -> write(cell.get(), levels);
      case PRefCell<?, ?> cell -> write(cell.read(), levels);
      case PMutex<?, ?> mutex -> write(mutex.peek(), levels);
      case VCell<?, ?> _, TCell<?, ?> _, LazyCell<?, ?> _ -> json.writeNull();
      default -> writeParts(value, levels);
    }
  }

  /** What can hold more. */
  private void writeParts(Object value, int levels) throws IOException {
    if (levels == 0) {
      json.writeStartObject();
      json.writeStringField("@deeper", value.getClass().getSimpleName());
      json.writeEndObject();
      return;
    }
    switch (value) {
      case Pbox<?, ?> box -> write(box.get(), levels - 1);
      case Pointer<?, ?> pointer -> writeShared(pointer, levels - 1);
      case Prc.PWeak<?, ?> weak -> writeWeak(weak, levels - 1);
      case Parc.PWeak<?, ?> weak -> writeWeak(weak, levels - 1);
      case Record record -> writeRecord(record, levels - 1);
      case Map<?, ?> map -> writeMap(map, levels - 1);
      case Iterable<?> elements -> writeArray(elements, levels - 1);
      default -> json.writeString(value.toString()); // of a kind of somebody else
    }
  }

  private void writeShared(Pointer<?, ?> pointer, int levels) throws IOException {
    json.writeStartObject();
    Integer known = shared.get(pointer);
    if (known != null) {
      json.writeNumberField("@ref", known);
    } else {
      shared.put(pointer, shared.size() + 1);
      json.writeNumberField("@id", shared.size());
      json.writeFieldName("@value");
      write(pointer.get(), levels);
    }
    json.writeEndObject();
  }

  private void writeWeak(Object weak, int levels) throws IOException {
    json.writeStartObject();
    json.writeFieldName("@weak");
    write(Handles.target(pool, weak), levels);
    json.writeEndObject();
  }

  private void writeRecord(Record record, int levels) throws IOException {
    json.writeStartObject();
    if (isVariant(record.getClass())) {
      json.writeStringField("@type", record.getClass().getSimpleName());
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      json.writeFieldName(component.getName());
      write(Handles.component(component, record), levels);
    }
    json.writeEndObject();
  }

  private static boolean isVariant(Class<?> type) {
    for (Class<?> each : type.getInterfaces()) {
      if (each.isSealed()) {
        return true;
      }
    }
    return false;
  }

  private void writeMap(Map<?, ?> map, int levels) throws IOException {
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    Map.Entry<?, ?> entry = entries.hasNext() ? entries.next() : null;
    boolean names = entry == null || entry.getKey() instanceof String;
    if (names) {
      json.writeStartObject();
    } else {
      json.writeStartArray();
    }
    while (entry != null) {
      if (entry.getKey() instanceof String name) {
        json.writeFieldName(name);
        write(entry.getValue(), levels);
      } else {
        json.writeStartObject();
        json.writeFieldName("key");
        write(entry.getKey(), levels);
        json.writeFieldName("value");
        write(entry.getValue(), levels);
        json.writeEndObject();
      }
      entry = entries.hasNext() ? entries.next() : null;
    }
    if (names) {
      json.writeEndObject();
    } else {
      json.writeEndArray();
    }
  }

  private void writeArray(Iterable<?> elements, int levels) throws IOException {
    json.writeStartArray();
    for (Object each : elements) {
      write(each, levels);
    }
    json.writeEndArray();
  }
}
