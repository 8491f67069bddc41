package dev.emery.pool;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a pool file says about itself, without being opened.
 *
 * @param path the file
 * @param id tells pools apart; a copied file has the same
 * @param created when the pool was made
 * @param format version of the format of the file
 * @param closed whether it was closed; otherwise it is open now, or will be recovered at its next
 *     opening
 * @param journal whether a journal is beside it: a pool that was not closed cannot be opened
 *     without
 * @param fileBytes length of the file at the last checkpoint
 * @param maximumBytes length that the file's format can reach
 * @param checksums what of the file has checksums
 * @param root the name of the root record, without its package; empty where {@code schema} is
 * @param schema the description of the types, one a line, of a pool that was closed: of another it
 *     may not be in the file yet
 */
public record PoolInfo(
    Path path,
    UUID id,
    Instant created,
    int format,
    boolean closed,
    boolean journal,
    long fileBytes,
    long maximumBytes,
    Checksums checksums,
    Optional<String> root,
    Optional<String> schema) {}
