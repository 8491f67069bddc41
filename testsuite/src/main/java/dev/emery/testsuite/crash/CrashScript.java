package dev.emery.testsuite.crash;

import dev.emery.Durability;
import dev.emery.medium.Medium;
import dev.emery.pool.Pool;
import dev.emery.pool.PoolOptions;
import dev.emery.testsuite.crash.CrashStep.Care;
import dev.emery.transaction.Journal;
import dev.emery.transaction.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a pool, step by step, to see that it survives a crash at any moment. Each method
 * adds a step, or says how the pool is opened and looked at, and returns this script.
 *
 * <p>The script runs once on a pool that does not crash, which shows the content after each step.
 * Then it is recorded, and every state of the files that a crash may leave has to reopen to the
 * content after a step that was attempted, and not to one before the last durable step. The check
 * of the pool must find nothing.
 *
 * {@snippet :
 * CrashScript.of("transfers", Bank.class)
 *     .initially(Bank::new)
 *     .describedBy(Bank::balances)
 *     .sync("deposit", (bank, j) -> bank.deposit(j, 100))
 *     .relaxed("move", (bank, j) -> bank.move(j, 5))
 *     .checkpoint()
 *     .reopen()
 *     .explore(explorer -> explorer.descend(10, 1))
 *     .requireClean();
 * }
 *
 * <p>Steps do the same each time that they run, and can stand after each other in any choice: a
 * failure is shortened by leaving steps out. A script is not for several threads.
 *
 * @param <P> the root record
 * @see CrashTest
 */
public final class CrashScript<P extends Record> {
  private static final long SMALL = 1 << 20;
  private static final long SMALL_JOURNAL = 64 << 10;

  private final String name;
  private final Class<P> root;
  private final List<CrashStep<P>> steps = new ArrayList<>();
  private @Nullable Supplier<P> initial;
  private @Nullable Description<P> description;
  private Body<P> afterwards = (_, _) -> {};
  private UnaryOperator<Medium> medium = UnaryOperator.identity();
  private boolean created;
  private PoolOptions options =
      PoolOptions.defaults().initialSize(0).maximumSize(SMALL).checkpointThreshold(SMALL_JOURNAL);

  /**
   * The body of a transaction.
   *
   * @param <P> the root record
   */
  @FunctionalInterface
  public interface Body<P> {
    /** Changes what the root leads to. */
    void run(P root, Journal<P> journal);
  }

  /**
   * Says what a pool holds.
   *
   * @param <P> the root record
   */
  @FunctionalInterface
  public interface Description<P> {
    /** Returns a value that is equal to that of every pool with the same content. */
    Object of(P root, Scope<P> scope);
  }

  private CrashScript(String name, Class<P> root) {
    this.name = name;
    this.root = root;
  }

  /**
   * Returns a script without steps.
   *
   * @param name under which failures are reported
   */
  public static <P extends Record> CrashScript<P> of(String name, Class<P> root) {
    return new CrashScript<>(name, root);
  }

  /** Sets how the root of a new pool is made; without it, all in it is empty. */
  public CrashScript<P> initially(Supplier<P> root) {
    initial = root;
    return this;
  }

  /**
   * Sets how the content is described, by a value with {@code equals} that does not change later:
   * copies of collections, in an order that does not depend on the pool.
   */
  public CrashScript<P> describedBy(Function<? super P, ?> content) {
    return describedBy((P root, Scope<P> _) -> content.apply(root));
  }

  /** Sets the same for what can be read in a scope only. */
  public CrashScript<P> describedBy(Description<P> content) {
    description = content;
    return this;
  }

  /** Sets a transaction that must succeed after each crash, whatever the content is then. */
  public CrashScript<P> afterwards(Body<P> body) {
    afterwards = body;
    return this;
  }

  /**
   * Sets how the pool is opened, but for its medium. By default it has 1 MiB at most, and a
   * checkpoint runs each 64 KiB of journal: mappings are copies, so a small pool is fast.
   */
  public CrashScript<P> options(PoolOptions changed) {
    options = changed;
    return this;
  }

  /**
   * Puts a medium between the script and the recording, for example one that forgets something.
   * Recovery runs without it.
   */
  public CrashScript<P> on(UnaryOperator<Medium> between) {
    medium = between;
    return this;
  }

  /** Leaves out the crashes while the pool is created. */
  public CrashScript<P> afterCreation() {
    created = true;
    return this;
  }

  /** Adds a transaction that is durable when it ends. */
  public CrashScript<P> sync(String step, Body<P> body) {
    return add(new CrashStep.Change<>(step, Durability.SYNC, body));
  }

  /** Adds a transaction that a crash may take back, with all after it. */
  public CrashScript<P> relaxed(String step, Body<P> body) {
    return add(new CrashStep.Change<>(step, Durability.RELAXED, body));
  }

  /** Adds a transaction that is rolled back at its end. */
  public CrashScript<P> abort(String step, Body<P> body) {
    return add(new CrashStep.Abort<>(step, body));
  }

  /** Adds that everything becomes durable. */
  public CrashScript<P> sync() {
    return add(new CrashStep.Whole<>(Care.SYNC));
  }

  /** Adds a checkpoint. */
  public CrashScript<P> checkpoint() {
    return add(new CrashStep.Whole<>(Care.CHECKPOINT));
  }

  /** Adds that the pool is closed and opened again. */
  public CrashScript<P> reopen() {
    return add(new CrashStep.Whole<>(Care.REOPEN));
  }

  /** Adds that circles of pointers are freed. */
  public CrashScript<P> collectCycles() {
    return add(new CrashStep.Whole<>(Care.COLLECT_CYCLES));
  }

  /** Adds that the pool is closed and a new one takes its place. */
  public CrashScript<P> overwrite() {
    return add(new CrashStep.Whole<>(Care.OVERWRITE));
  }

  private CrashScript<P> add(CrashStep<P> step) {
    steps.add(step);
    return this;
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns how many steps there are. */
  public int size() {
    return steps.size();
  }

  /**
   * Returns a script with some of the steps and their numbers in its name, for example {@code
   * transfers[0,2]}.
   *
   * @param numbers of the steps, from 0, in their order
   * @throws IndexOutOfBoundsException if there is no such step
   */
  public CrashScript<P> only(int... numbers) {
    String chosen =
        IntStream.of(numbers).mapToObj(String::valueOf).collect(Collectors.joining(","));
    CrashScript<P> shorter = copy(name + "[" + chosen + "]");
    for (int number : numbers) {
      shorter.steps.add(steps.get(number));
    }
    return shorter;
  }

  /** Returns the same script without its steps. */
  private CrashScript<P> copy(String otherName) {
    CrashScript<P> copy = new CrashScript<>(otherName, root);
    copy.initial = initial;
    copy.description = description;
    copy.afterwards = afterwards;
    copy.options = options;
    copy.medium = medium;
    copy.created = created;
    return copy;
  }

  /** Returns what the explorer runs. */
  public Workload<Object> workload() {
    return new ScriptWorkload<>(this);
  }

  /**
   * Explores the script. Where it fails, steps are left out as long as it still does, which may
   * take a minute; the report is that of the shortest script that fails.
   *
   * @param settings sets the limits of the explorer
   */
  public CrashReport explore(UnaryOperator<CrashExplorer<Object>> settings) throws Exception {
    CrashReport report = settings.apply(CrashExplorer.of(workload())).explore();
    return report.failures().isEmpty() ? report : new ScriptShrink<>(this, settings).from(report);
  }

  /**
   * Plays the crash that the line of a {@link CrashFailure} names, and no other.
   *
   * @throws IllegalArgumentException if the line is of another script
   */
  public CrashReport reproduce(String line) throws Exception {
    String start = "workload=" + name + "[";
    if (!line.startsWith(start)) {
      return CrashExplorer.of(workload()).reproduce(line);
    }
    String chosen = line.substring(start.length(), line.indexOf(']', start.length()));
    int[] numbers =
        Arrays.stream(chosen.split(","))
            .filter(number -> !number.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    return CrashExplorer.of(only(numbers).workload()).reproduce(line);
  }

  List<CrashStep<P>> steps() {
    return steps;
  }

  Body<P> afterwards() {
    return afterwards;
  }

  boolean isCreated() {
    return created;
  }

  Medium over(Medium recording) {
    return medium.apply(recording);
  }

  Pool<P> open(Medium on, boolean overwrite) {
    PoolOptions here = options.medium(on);
    PoolOptions how = overwrite ? here.overwrite() : here;
    return initial == null
        ? Pool.open(ScriptWorkload.PATH, root, how)
        : Pool.open(ScriptWorkload.PATH, root, initial, how);
  }

  Object content(Pool<P> pool) {
    Description<P> content = description;
    if (content == null) {
      throw new IllegalStateException("script does not say how it is described, script=" + name);
    }
    return pool.query(scope -> content.of(pool.root(), scope));
  }

  @Override
  public String toString() {
    return name;
  }
}
