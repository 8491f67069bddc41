/** A program on the module path: Emery reads the records of the packages that are opened to it. */
module com.acme.orders {
  requires dev.emery.collections;

  opens com.acme.orders to
      dev.emery.core;
}
