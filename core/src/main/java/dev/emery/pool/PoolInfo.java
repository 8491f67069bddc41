package dev.emery.pool;

import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * What a pool file says about itself in its superblock.
 *
 * @param path the file
 * @param id tells pools apart; a copied file has the same
 * @param created when the pool was made
 * @param closed whether it was closed; otherwise it is open now, or will be recovered at its next
 *     opening
 * @param fileBytes length of the file at the last checkpoint
 * @param maximumBytes length that the file's format can reach
 */
public record PoolInfo(
    Path path, UUID id, Instant created, boolean closed, long fileBytes, long maximumBytes) {}
