package dev.emery.testsuite.crash.pool;

import java.util.List;

/** The bugs that the explorer has to find. */
final class PlantedBugs {
  private PlantedBugs() {}

  static final List<PlantedBug> ALL =
      List.of(
          new PlantedBug(
              "a checkpoint does not sync the pool file",
              "journal/Checkpoint",
              "checkpoint and reopen",
              "    pool.file().sync();\n",
              ""),
          new PlantedBug(
              "a checkpoint leaves out its last batch",
              "journal/Checkpoint",
              "checkpoint and reopen",
              "    batch.flush();\n",
              ""),
          new PlantedBug(
              "a checkpoint copies what is not durable in the journal",
              "journal/RedoLog",
              "checkpoint and reopen",
              "    group.await(mark.end().sequence()); // E1\n",
              ""),
          new PlantedBug(
              "the journal is deleted before the pool file has everything",
              "journal/RedoLog",
              "checkpoint and reopen",
              "        copyAnd(mark, Checkpoint::closed);\n        pool.medium().delete(pool.names().journal());\n",
              "        pool.medium().delete(pool.names().journal());\n        copyAnd(mark, Checkpoint::closed);\n"),
          new PlantedBug(
              "a close writes the superblock before the records",
              "journal/RedoLog",
              "checkpoint and reopen",
              "      checkpoint.copy(options.batchBytes());\n      ending.run(checkpoint);\n",
              "      ending.run(checkpoint);\n      checkpoint.copy(options.batchBytes());\n"),
          new PlantedBug(
              "a checkpoint does not keep the length of the file",
              "journal/Checkpoint",
              "checkpoint and reopen",
              "s.checkpointed(mark.resume(), size)",
              "s.checkpointed(mark.resume(), s.fileSize())"),
          new PlantedBug(
              "a new journal is not synced before the superblock names it",
              "journal/RedoLog",
              "checkpoint and reopen",
              "      fresh.sync();\n",
              ""),
          new PlantedBug(
              "the directory is not synced when a journal is made",
              "journal/RedoLog",
              "checkpoint and reopen",
              "      pool.medium().syncDirectory(pool.names().directory());\n",
              ""),
          new PlantedBug(
              "the pool is not marked open before its first record",
              "journal/RedoLog",
              "checkpoint and reopen",
              "      pool.changeBoth(s -> s.opened(fresh.epoch()));\n",
              ""),
          new PlantedBug(
              "a record has its place before the pool is marked open durably",
              "journal/SuperblockFile",
              "checkpoint and reopen",
              "    write(change.apply(current));\n    file.sync();\n",
              "    write(change.apply(current));\n"),
          new PlantedBug(
              "the older superblock counts",
              "journal/SuperblockFile",
              "checkpoint and reopen",
              "first.generation() > second.generation() ? first : second",
              "first.generation() < second.generation() ? first : second"),
          new PlantedBug(
              "there is one superblock, written in its place",
              "journal/SuperblockFormat",
              "checkpoint and reopen",
              "    return (generation & 1) * BYTES;\n",
              "    return 0;\n"),
          new PlantedBug(
              "the checksum of a superblock is not looked at",
              "journal/SuperblockFormat",
              "checkpoint and reopen",
              "if (!hasMagic(b) || LittleEndian.getInt(b, AT_CRC) != crc(b)) {",
              "if (!hasMagic(b)) {"),
          new PlantedBug(
              "the checksum of a record's head is not looked at",
              "journal/RecordFormat",
              "checkpoint and reopen",
              "\n        && LittleEndian.crc(b, at + 4, HEAD - 4 + words * WORD_PAIR) == checksum(b, at);",
              ";"),
          new PlantedBug(
              "the checksum of a record's body is not looked at",
              "journal/RecordFormat",
              "checkpoint and reopen",
              "    return LittleEndian.crc(b, at + body, length(b, at) - body) == bodyCrc(b, at);\n",
              "    return body > 0;\n"),
          new PlantedBug(
              "parts of a record are replayed without its last one",
              "journal/Recovery",
              "record in many parts",
              "      if (reader.isLast()) {\n        end = reader.point();\n      }\n",
              "      end = reader.point();\n"),
          new PlantedBug(
              "recovery ends before the last record",
              "journal/Recovery",
              "checkpoint and reopen",
              "    while (reader.next()) {\n      reader.apply(extent);\n      if (reader.isLast()) {\n        end = reader.point();\n      }\n    }\n    return end;\n",
              "    JournalPoint before = start;\n    while (reader.next()) {\n      reader.apply(extent);\n      if (reader.isLast()) {\n        before = end;\n        end = reader.point();\n      }\n    }\n    return before;\n"),
          new PlantedBug(
              "recovery does not sync the pool file",
              "journal/Recovery",
              "checkpoint and reopen",
              "      pool.sync();\n",
              ""),
          new PlantedBug(
              "recovery leaves out its last batch",
              "journal/Recovery",
              "checkpoint and reopen",
              "      scan.reader(superblock.checkpoint()).applyUntil(end, batch);\n      batch.flush();\n",
              "      scan.reader(superblock.checkpoint()).applyUntil(end, batch);\n"),
          new PlantedBug(
              "recovery does not grow the file",
              "journal/Recovery",
              "record in many parts",
              "      pool.extend(extent.end()); // E14\n",
              ""),
          new PlantedBug(
              "recovery deletes the journal before it is marked closed",
              "journal/PoolOpening",
              "checkpoint and reopen",
              "        pool.changeBoth(s -> s.closed(last, size));\n",
              "        medium.delete(journal);\n        pool.changeBoth(s -> s.closed(last, size));\n"),
          new PlantedBug(
              "recovery does not mark the pool closed",
              "journal/PoolOpening",
              "checkpoint and reopen",
              "        pool.changeBoth(s -> s.closed(last, size));\n",
              ""),
          new PlantedBug(
              "a record that goes on in the next segment is not found",
              "journal/JournalReader",
              "record in many parts",
              "    return offset > JournalFormat.SEGMENT_HEADER && take(number + 1, JournalFormat.SEGMENT_HEADER);\n",
              "    return false;\n"),
          new PlantedBug(
              "words beside the body are not replayed",
              "journal/JournalReader",
              "checkpoint and reopen",
              "      applyBody(target);\n      applyWords(target);\n",
              "      applyBody(target);\n"),
          new PlantedBug(
              "zeros are not replayed",
              "journal/EntryFormat",
              "vectors of primitives",
              "        target.zeros(at(header), (long) words * WORD);\n",
              ""),
          new PlantedBug(
              "a page that is written in part loses the rest",
              "journal/PageBatch",
              "checkpoint and reopen",
              "    return length(firsts[find(page)]) == PAGE;\n",
              "    return length(firsts[find(page)]) > 0;\n"),
          new PlantedBug(
              "the first change of a page wins",
              "journal/PageBatch",
              "checkpoint and reopen",
              "      if (place == lasts[index]) {\n",
              "      if (place == firsts[index]) {\n"),
          new PlantedBug(
              "pages of a long run are written at the start of it",
              "journal/PageBatch",
              "record in many parts",
              "      apply(find(first + p), p * PAGE);\n",
              "      apply(find(first + p), 0);\n"),
          new PlantedBug(
              "a pool file is renamed before it is synced",
              "journal/PoolOpening",
              "create",
              "      SuperblockFile superblocks = SuperblockFile.create(file, first);\n      file.sync();\n",
              "      SuperblockFile superblocks = SuperblockFile.create(file, first);\n"),
          new PlantedBug(
              "a commit returns with the one before it durable",
              "journal/GroupSync",
              "checkpoint and reopen",
              "    if (durable >= sequence) {\n      return;\n    }\n    lock.lock();\n",
              "    if (durable >= sequence - 1) {\n      return;\n    }\n    lock.lock();\n"),
          new PlantedBug(
              "a SYNC commit does not wait",
              "engine/Transactions",
              "checkpoint and reopen",
              "    if (sync) {\n      engine.awaitDurable(sequence);\n    }\n",
              ""),
          new PlantedBug(
              "changes of existing objects are not in the record",
              "engine/Commit",
              "checkpoint and reopen",
              "    undo.encode(body);\n",
              ""),
          new PlantedBug(
              "new blocks are not in the record",
              "engine/Commit",
              "entities",
              "      body.block(image, block + BlockHeader.ID, BlockHeader.BYTES - BlockHeader.ID + capacity);\n",
              ""),
          new PlantedBug(
              "the header of a new block is not in the record",
              "engine/Commit",
              "entities",
              "      body.word(block, header);\n",
              ""),
          new PlantedBug(
              "a new block stays free",
              "engine/Commit",
              "entities",
              "      heap.publish(block, words);\n",
              ""),
          new PlantedBug(
              "a freed block stays allocated",
              "engine/Commit",
              "entities",
              "      engine.heap().retire(block, words);\n",
              ""),
          new PlantedBug(
              "the last word of a run is not in the record",
              "engine/UndoLog",
              "checkpoint and reopen",
              "        body.words(image, (lines[i] << 6) + first * 8L, count);\n",
              "        body.words(image, (lines[i] << 6) + first * 8L, Math.max(1, count - 1));\n"),
          new PlantedBug(
              "what a savepoint covered is not in the record",
              "engine/UndoLog",
              "rollbacks",
              "      older.masks[index] |= (byte) missing;\n",
              ""),
          new PlantedBug(
              "a rollback leaves the first word of a line",
              "engine/UndoLog",
              "rollbacks",
              "        image.setLong((lines[i] << 6) + word * 8L, old[i * 8 + word]);\n",
              "        if (word != 0) {\n          image.setLong((lines[i] << 6) + word * 8L, old[i * 8 + word]);\n        }\n"),
          new PlantedBug(
              "a count is one too high",
              "engine/Ownership",
              "pointers",
              "    int count = counts.count(index);\n    long word",
              "    int count = counts.count(index) + (counts.count(index) > 1 ? 1 : 0);\n    long word"),
          new PlantedBug(
              "a dropped object is not queued",
              "engine/Ownership",
              "more dropped at once than a commit frees",
              "      transaction.setLong(engine.drops().block(slot), slot, dropped.get(i));\n",
              ""),
          new PlantedBug(
              "an object leaves the queue and stays in its place there",
              "engine/DropQueue",
              "more dropped at once than a commit frees",
              "              t.setLong(block(slot), slot, 0);\n",
              ""),
          new PlantedBug(
              "bits of the allocation map are set without the others",
              "engine/WordChangeList",
              "entities",
              "      long value = image.getLong(at) & ~masks[i] | bits[i];\n",
              "      long value = bits[i];\n"),
          new PlantedBug(
              "a decision is made before the parts are durable",
              "engine/JointCommit",
              "transfer, reopened",
              "        participants.get(i).engine.awaitDurable(sequences[i]);\n",
              ""),
          new PlantedBug(
              "a part counts before the decision is durable",
              "engine/JointCommit",
              "transfer, reopened",
              "    try {\n      coordinator.engine.awaitDurable(sequence);\n    } catch",
              "    try {\n      coordinator.engine.requireUsable();\n    } catch"),
          new PlantedBug(
              "a checkpoint forgets a part that is not decided",
              "journal/Undecided",
              "transfer, reopened",
              "    return starts.isEmpty() ? end : starts.values().iterator().next();\n",
              "    return end;\n"),
          new PlantedBug(
              "a part without an answer counts",
              "journal/Recovery",
              "transfer, reopened",
              "        if (doubts.count(prepared)) {\n",
              "        if (doubts.count(prepared) || !counting.contains(prepared)) {\n"),
          new PlantedBug(
              "a part without an answer never counts",
              "journal/Recovery",
              "transfer, reopened",
              "        if (doubts.count(prepared)) {\n",
              "        if (doubts.count(prepared) && counting.contains(prepared)) {\n"),
          new PlantedBug(
              "decisions are cleared at close without waiting",
              "engine/Decisions",
              "transfer, reopened",
              "          makeDurable(entry);\n        }\n        if (entry.state == State.FREE",
              "          free(entry);\n        }\n        if (entry.state == State.FREE"),
          new PlantedBug(
              "an entry for a decision is used again before what confirms it is durable",
              "engine/Decisions",
              "decisions about 2 others",
              "            case CONFIRMED -> isDurableThere(entry) || isOpenAgain(entry, open);\n",
              "            case CONFIRMED -> true;\n"),
          new PlantedBug(
              "an entry for a decision is used again before the other pool is open again",
              "engine/Decisions",
              "decisions about 2 others",
              "            case KEPT -> isOpenAgain(entry, open);\n",
              "            case KEPT -> true;\n"),
          new PlantedBug(
              "a decision that finds no entry takes one without waiting",
              "engine/Decisions",
              "decisions about 101 others",
              "      if (entry.state == State.CONFIRMED) {\n        makeDurable(entry);\n        return",
              "      if (entry.state == State.CONFIRMED) {\n        free(entry);\n        return"),
          new PlantedBug(
              "words of a part are not announced",
              "engine/Commit",
              "transfer, reopened",
              "    words.announce(body);\n",
              ""));
}
