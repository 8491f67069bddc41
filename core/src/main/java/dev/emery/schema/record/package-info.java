/**
 * The codecs and object types of values, records and entities. Those of records are hidden classes,
 * made at the first use of a type.
 */
@NullMarked
package dev.emery.schema.record;

import org.jspecify.annotations.NullMarked;
