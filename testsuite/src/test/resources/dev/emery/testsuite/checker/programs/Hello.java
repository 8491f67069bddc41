import dev.emery.cell.PLong;
import dev.emery.pool.Pool;

record Hello(PLong<Hello> runs) {
  static void main() {
    try (var pool = Pool.inMemory(Hello.class)) {
      pool.transaction(j -> pool.root().runs().add(j, 1));
    }
  }
}
