package dev.emery.heap;

import static dev.emery.docs.DocTable.number;
import static dev.emery.docs.DocTable.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emery.journal.DecisionFormat;
import dev.emery.journal.PageSumsFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/file-format.md says where the code puts things: header page, runs, block headers. */
class FileFormatDocTest {

  @Test
  void headerPage() {
    Map<String, Long> places = new HashMap<>();
    for (List<String> row : rows("### Header page", "| offset | word |")) {
      places.put(row.get(1).split(":")[0], number(row.get(0).split(" ")[0]));
    }
    assertThat(places)
        .containsEntry("id counter", HeapFormat.ID_COUNTER)
        .containsEntry("heap end", HeapFormat.HEAP_END)
        .containsEntry("block of the root", HeapFormat.ROOT)
        .containsEntry("block of the schema description", HeapFormat.SCHEMA)
        .containsEntry("first block of the drop queue (E16)", HeapFormat.DROP_QUEUE)
        .containsEntry("block of the kind dictionary", HeapFormat.KINDS)
        .containsEntry("block of the names of comparators", HeapFormat.COMPARATORS)
        .containsEntry("block with the checksums of the last zone's pages", PageSumsFormat.FIRST)
        .containsEntry("decisions about commits over several pools", 0x2040L);
    assertThat(DecisionFormat.ENTRIES).isEqualTo(100);
    assertThat(0x2040 + DecisionFormat.ENTRIES * DecisionFormat.WORDS * 8L).isEqualTo(0x2fe0);
    assertThat(HeapFormat.DIRECTORY).isEqualTo(0x3000);
    assertThat(HeapFormat.MAX_ZONES).isEqualTo(6656);
    assertThat(HeapFormat.FIRST_TABLE).isEqualTo(0x10000);
  }

  @Test
  void pageTable() {
    List<List<String>> table = rows("### Page table", "| bits | RUN | LARGE | RESERVED |");
    assertThat(table.getFirst())
        .containsExactly(
            "28–31",
            String.valueOf(HeapFormat.RUN),
            String.valueOf(HeapFormat.LARGE),
            String.valueOf(HeapFormat.RESERVED));
    assertThat(HeapFormat.entry(HeapFormat.LARGE, 5)).isEqualTo(2 << 28 | 5);
  }

  @Test
  void sizeClasses() {
    List<List<String>> table = rows("### Runs", "| class | block | payload |");
    assertThat(table).hasSize(SizeClasses.COUNT);
    for (List<String> row : table) {
      int sizeClass = (int) number(row.get(0));
      assertThat(row.stream().map(cell -> number(cell)).toList())
          .containsExactly(
              (long) sizeClass,
              (long) SizeClasses.blockBytes(sizeClass),
              (long) SizeClasses.blockBytes(sizeClass) - BlockHeader.BYTES,
              1L << SizeClasses.runShift(sizeClass) - 10,
              (long) SizeClasses.blocks(sizeClass),
              (long) SizeClasses.firstBlockOf(sizeClass));
    }
    assertThat(HeapFormat.runWord(7) >>> 32).isEqualTo(0x314e5552);
    assertThat(HeapFormat.runWord(7) & 0xFFFF_FFFFL).isEqualTo(7 | SizeClasses.blocks(7) << 8);
  }

  @Test
  void blockHeader() {
    List<List<String>> table = rows("### Block header", "| bits | word 0 |");
    assertThat(table.stream().map(List::getFirst))
        .containsExactly("0–15", "16–23", "24–31", "32–63");
    assertThat(table.get(0).get(1))
        .contains(
            BlockHeader.PART + " part of an object",
            BlockHeader.TEXT + " text",
            PageSumsFormat.TAG + " checksums of pages")
        .contains("from " + BlockHeader.FIRST_OBJECT_TAG + " on objects");
    assertThat(table.get(1).get(1)).contains(SizeClasses.LARGE + " for a large block");
    assertThat(table.get(2).get(1)).contains("bit 0 FRESH", "bit 1 QUEUED", "bit 2 SHARED");
    long word = BlockHeader.published(0x05_1234L, 7);
    assertThat(word).isEqualTo(0x05_1234L | 7L << 32);
    assertThat(BlockHeader.tag(word)).isEqualTo(0x1234);
    assertThat(BlockHeader.sizeClass(word)).isEqualTo(5);
    assertThat(BlockHeader.count(word)).isEqualTo(7);
    assertThat(BlockHeader.isFresh(1L << 24)).isTrue();
    assertThat(BlockHeader.queued(0)).isEqualTo(1L << 25);
    assertThat(BlockHeader.withShared(0, true)).isEqualTo(1L << 26);
    assertThat(BlockHeader.ID).isEqualTo(8);
  }
}
