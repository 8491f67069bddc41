import module java.base;

import dev.emery.cell.*;
import dev.emery.collections.*;
import dev.emery.pointer.*;
import dev.emery.pool.Pool;
import dev.emery.transaction.*;

sealed interface Event {
  record Joined(String user, long at) implements Event {}

  record Said(String user, String text, Optional<Reply> to, long at) implements Event {}

  record Left(String user, Reason why, long at) implements Event {}

  enum Reason {
    QUIT,
    TIMEOUT
  }

  record Reply(int index, String quoted) {}

  long at();

  String user();

  default boolean isOf(String name) {
    return user().equals(name);
  }
}

record Member(
    String name, PLong<Chat> messages, PRefCell<String, Chat> status, Prc<Room, Chat> room) {}

record Room(
    String name, PVec<String, Chat> topics, PCell<Optional<Prc.PWeak<Room, Chat>>, Chat> exit) {}

record Chat(
    PVec<Event, Chat> events,
    PHashMap<String, Member, Chat> members,
    PVec<Prc<Room, Chat>, Chat> rooms,
    PHashMap<String, PTreeMap<Long, Integer, Chat>, Chat> byUser) {

  void append(Journal<Chat> j, Event event) {
    int index = events.size();
    events.add(j, event);
    byUser.computeIfAbsent(j, event.user(), _ -> new PTreeMap<>()).put(j, event.at(), index);
    switch (event) {
      case Event.Joined(var user, var at) when members.containsKey(user) -> {}
      case Event.Joined(var user, _) -> {
        Prc<Room, Chat> hall = hall(j);
        members.put(j, user, new Member(user, PLong.of(0), PRefCell.of("here"), hall));
      }
      case Event.Said said ->
          Optional.ofNullable(members.get(said.user()))
              .ifPresent(member -> member.messages().increment(j));
      case Event.Left(var user, Event.Reason why, var _) -> {
        if (why == Event.Reason.TIMEOUT) {
          members.get(user).status().replace(j, "lost");
        } else {
          members.remove(j, user);
        }
      }
    }
  }

  private Prc<Room, Chat> hall(Journal<Chat> j) {
    if (rooms.isEmpty()) {
      rooms.add(j, Prc.of(new Room("hall", new PVec<>(), PCell.of(Optional.empty()))));
    }
    return rooms.getFirst();
  }

  void build(Journal<Chat> j, String... names) {
    Prc<Room, Chat> last = hall(j);
    for (String name : names) {
      rooms.add(
          j,
          Prc.of(
              new Room(name, PVec.of("about " + name), PCell.of(Optional.of(last.downgrade())))));
      last = rooms.getLast();
    }
    Iterator<Prc<Room, Chat>> all = rooms.iterator();
    while (all.hasNext()) {
      Prc<Room, Chat> room = all.next();
      String wayOut =
          room.get()
              .exit()
              .get()
              .flatMap(exit -> exit.upgrade(j))
              .map(exit -> exit.get().name())
              .orElse("");
      room.get().topics().add(j, room + " leads to " + wayOut);
    }
  }

  String render(Event event) {
    return switch (event) {
      case Event.Joined(String user, long at) -> "%s joined at %d".formatted(user, at);
      case Event.Said(var user, var text, Optional<Event.Reply> to, var _) when to.isPresent() ->
          """
          > %s
          %s: %s
          """
              .formatted(to.get().quoted(), user, text);
      case Event.Said(var user, var text, _, _) -> user + ": " + text;
      case Event.Left left -> left.user() + " left, " + left.why();
    };
  }
}

final Clock clock = Clock.systemUTC();
final List<String> shown = new ArrayList<>();
int lines;

long now() {
  return clock.millis();
}

void say(Pool<Chat> pool, String user, String text) {
  pool.transaction(j -> pool.root().append(j, new Event.Said(user, text, Optional.empty(), now())));
}

Stream<String> texts(Pool<Chat> pool, String user) {
  return pool.root().events().stream()
      .filter(event -> event.isOf(user))
      .gather(Gatherers.windowSliding(2))
      .flatMap(List::stream)
      .mapMulti((Event event, Consumer<String> sink) -> {
        if (event instanceof Event.Said(_, var text, _, _)) {
          sink.accept(text);
        }
      });
}

Map<Boolean, Long> parts(Pool<Chat> pool) {
  return pool.root().events().stream()
      .collect(Collectors.partitioningBy(Event.Said.class::isInstance, Collectors.counting()));
}

void main() throws Exception {
  try (var pool = Pool.inMemory(Chat.class)) {
    Chat chat = pool.root();
    pool.transaction(j -> {
      List.of("ada", "bob").forEach(user -> chat.append(j, new Event.Joined(user, now())));
      chat.build(j, "garden", "library");
    });
    say(pool, "ada", "hello");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<Future<?>>();
      for (String user : chat.members().keySet()) {
        results.add(threads.submit(() -> say(pool, user, "it is " + Instant.now())));
      }
      for (Future<?> each : results) {
        each.get();
      }
    }
    String names =
        pool.query(scope -> {
          var found = new TxList<Prc<Room, Chat>>();
          for (Member member : chat.members().values()) {
            if (!found.contains(member.room())) {
              found.add(member.room());
            }
          }
          var text = new StringJoiner(", ");
          found.forEach(room -> text.add(room.get().name()));
          return text.toString();
        });
    pool.transaction(j -> {
      Member ada = chat.members().get("ada");
      try (var status = ada.status().borrowMut(j)) {
        String before = status.get();
        status.set(before + "!");
        synchronized (clock) {
          IO.println("was " + before + ", is " + status);
        }
      }
      long most = 0;
      String winner = null;
      for (var member : chat.members().values()) {
        if (member.messages().get() > most || winner == null) {
          most = member.messages().get();
          winner = member.name();
        }
      }
      chat.append(j, new Event.Left(winner, Event.Reason.TIMEOUT, now()));
    });
    chat.events().stream().map(chat::render).forEach(shown::add);
    lines += shown.size();
    shown.add(names);
    texts(pool, "ada").sorted(Comparator.reverseOrder()).limit(3).forEach(IO::println);
    IO.println(lines + " " + String.join("\n", shown) + parts(pool));
  }
}
