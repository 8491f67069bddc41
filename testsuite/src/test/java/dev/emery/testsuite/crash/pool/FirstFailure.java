package dev.emery.testsuite.crash.pool;

import dev.emery.journal.DecisionFormat;
import dev.emery.testsuite.crash.CrashExplorer;
import dev.emery.testsuite.crash.CrashFailure;
import dev.emery.testsuite.crash.Workload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through all workloads up to the first that does not survive. */
public final class FirstFailure {
  private FirstFailure() {}

  /**
   * Returns how the code is seen to be wrong, or null.
   *
   * @param name how the names of the workloads begin that are run
   * @param images how many images of a crash point are looked at
   */
  public static @Nullable String find(String name, int images) {
    List<Workload<?>> workloads = new ArrayList<>();
    PoolCrashTest.workloads().forEach(script -> workloads.add(script.workload()));
    for (TransferWorkload.Order order : TransferWorkload.Order.values()) {
      workloads.add(new TransferWorkload(order));
    }
    workloads.add(new StarWorkload(2));
    workloads.add(new StarWorkload(DecisionFormat.ENTRIES + 1));
    workloads.removeIf(workload -> !workload.name().startsWith(name));
    if (workloads.isEmpty()) {
      throw new IllegalArgumentException("no workload, name=" + name);
    }
    for (Workload<?> workload : workloads) {
      String failure = find(workload, images);
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  private static @Nullable String find(Workload<?> workload, int images) {
    try {
      List<CrashFailure> failures =
          CrashExplorer.of(workload)
              .imagesPerPoint(images)
              .imagesPerInnerPoint(8)
              .descend(12)
              .failures(1)
              .explore()
              .failures();
      return failures.isEmpty() ? null : failures.getFirst().toString();
    } catch (Exception | Error e) {
      return "workload=" + workload.name() + " fails without a crash: " + e;
    }
  }
}
