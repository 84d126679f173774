package org.bilevel4j.applications.representation;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bilevel4j.applications.parts.FashionTables;
import org.bilevel4j.applications.parts.TableRows;
import org.bilevel4j.applications.parts.TaskApplication;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationEntry;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.datasets.fashion.FashionMnist;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.oracles.analytic.HeadShape;
import org.bilevel4j.oracles.analytic.Mlp;
import org.bilevel4j.oracles.analytic.RidgePenalty;
import org.bilevel4j.oracles.analytic.RowLoss;
import org.bilevel4j.oracles.analytic.SharedEmbedding;

/** Robust multi-task representation learning on pairs of FashionMNIST classes. */
@AutoService(ApplicationEntry.class)
public final class RobustRepresentationFashionMnist implements ApplicationEntry {
  @Override
  public String name() {
    return "robust-representation-fashion-mnist";
  }

  @Override
  public List<String> aliases() {
    return List.of("fashion-mnist");
  }

  @Override
  public String title() {
    return "Robust shared representation for pairs of FashionMNIST classes";
  }

  @Override
  public String formulation() {
    return """
        x   = weights of a shared network, 784 -> 100 by default, activation relu
        y_i = w_i (100 x 2), the head of pair i, without biases
        f_i = mean over validation images of cross-entropy(softmax(phi_x(image) w_i), class)
        g_i = mean over training images of the same + 0.0005 ||w_i||^2
        dual: lambda in the simplex over the ten pairs
        """;
  }

  @Override
  public String source() {
    return "Gu, Lu, Ram, Weng, ICLR 2023, representation learning; data: Xiao, Rasul, Vollgraf 2017";
  }

  @Override
  public List<String> datasets() {
    return List.of(FashionMnist.NAME);
  }

  @Override
  public FashionParams defaults() {
    return FashionParams.defaults();
  }

  @Override
  public Application create(Record params, Optional<Path> data, long seed) {
    FashionParams p = (FashionParams) params;
    Key key = Key.of(seed).child(name());
    TaskSet tasks = p.tasks().cut(FashionTables.load(data), key.child("split"));
    return TaskApplication.of(parts(p, tasks), tasks, p.adaptRows(), key.child("adapt"));
  }

  private SharedEmbedding parts(FashionParams p, TaskSet tasks) {
    Mlp net = Mlp.of(p.layerBias(), p.activation(), p.layerWidths());
    RowLoss loss = p.loss().rowLoss();
    return new SharedEmbedding(
        name(),
        tasks.tasks().size(),
        net,
        new HeadShape(net.features(), loss.columns(), p.headBias()),
        loss,
        new RidgePenalty(p.headPenalty(), p.headBiasPenalty()),
        TableRows.of(tasks.table(), tasks.tasks(), Part.TRAIN),
        TableRows.of(tasks.table(), tasks.tasks(), Part.VALIDATION),
        ConvexSet.all(),
        0,
        p.precision(),
        List.of(net.parameters()),
        provenance(p, tasks.table()));
  }

  private static Map<String, String> provenance(FashionParams p, LabelledTable table) {
    Map<String, String> all = new TreeMap<>();
    all.put("parameters", p.toString());
    table.origin().files().forEach(f -> all.put("data " + name(f.location()), f.sha256()));
    return all;
  }

  private static String name(String location) {
    return String.valueOf(Path.of(location).getFileName());
  }
}
