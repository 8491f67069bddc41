/** One idea per file. */
module dev.emery.samples {
  requires com.github.benmanes.caffeine;
  requires dev.emery.collections;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires org.jline.reader;
  requires org.jline.terminal;

  // Codecs read the components of records, picocli sets the fields of options.
  opens dev.emery.samples to
      dev.emery.core,
      info.picocli;
}
