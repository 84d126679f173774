package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.oracles.graph.Dim;
import org.bilevel4j.oracles.graph.Gradients;
import org.bilevel4j.oracles.graph.Graph;
import org.bilevel4j.oracles.graph.Leaf;
import org.bilevel4j.oracles.graph.Reach;
import org.bilevel4j.oracles.graph.Shape;
import org.bilevel4j.oracles.graph.Tangents;
import org.bilevel4j.oracles.graph.Value;
import org.bilevel4j.oracles.program.Program;
import org.bilevel4j.oracles.program.Question;
import org.bilevel4j.oracles.tensor.Parameters.Parameter;
import org.bilevel4j.oracles.tensor.Parameters.Role;
import org.jspecify.annotations.Nullable;

/**
 * One loss of a model, recorded, with its derivatives, as a program.
 *
 * <pre>
 * H v, J^T u   forward over reverse: the tangent of grad_y
 * J v          reverse over reverse: the gradient of (grad_y . v) in x, weighted over blocks
 * </pre>
 */
final class Recording {
  static final String VALUE = "value";
  static final String GRAD_Y = "grad_y";
  static final String GRAD_X = "grad_x";
  static final String GRAD_DUAL = "grad_dual";
  static final String HVP = "hvp";
  static final String CROSS_XY = "cross_xy";
  static final String CROSS_YX = "cross_yx";
  static final String WEIGHTS = "weights";
  static final String ROWS = "rows";

  private final Inputs inputs;
  private final RowInputs rows;
  private final Program program;
  private final Map<String, List<Piece>> answers = new HashMap<>();
  private final List<Question> questions = new ArrayList<>();
  private final List<Set<Role>> taken = new ArrayList<>(); // what each gradient in it depends on

  /**
   * Part of an answer.
   *
   * @param parameter whose entries these are
   * @param result its number among the results of the question
   */
  record Piece(Parameter parameter, int result) {}

  private Recording(Inputs inputs, RowInputs rows, List<Question> numbers) {
    this.inputs = inputs;
    this.rows = rows;
    questions.addAll(numbers);
    program = new Program(questions);
  }

  private Recording(
      Inputs inputs, RowInputs rows, Value loss, Parameters parameters, boolean lower) {
    this.inputs = inputs;
    this.rows = rows;
    Graph g = inputs.graph();
    note(loss, parameters);
    questions.add(new Question(VALUE, List.of(loss)));
    Value weights = argument(WEIGHTS, new Shape(Dim.ONE, Dim.ONE, true));
    List<Parameter> x = new ArrayList<>(parameters.of(Role.SHARED));
    x.addAll(parameters.of(Role.LOCAL));
    List<Parameter> y = parameters.of(Role.LOWER);
    Map<Parameter, Value> gradY = gradients(Gradients.perBlock(g, loss, nodes(y)), y);
    ask(GRAD_Y, gradY);
    ask(GRAD_X, gradients(Gradients.weighted(g, loss, nodes(x), weights), x));
    if (lower) {
      Map<Parameter, Value> v = arguments("v", y);
      ask(HVP, tangents(new Tangents(g, seeds(v)), gradY));
      Value product = product(gradY, v);
      ask(
          CROSS_XY,
          product == null
              ? Map.of()
              : gradients(Gradients.weighted(g, product, nodes(x), weights), x));
      ask(CROSS_YX, tangents(new Tangents(g, seeds(arguments("u", x))), gradY));
    } else {
      List<Parameter> own = parameters.of(Role.DUAL);
      List<Parameter> shared = parameters.of(Role.SHARED_DUAL);
      List<Parameter> alpha = own.isEmpty() ? shared : own;
      ask(GRAD_DUAL, gradients(Gradients.weighted(g, loss, nodes(alpha), weights), alpha));
    }
    program = new Program(questions);
  }

  static Recording upper(TensorModel model) {
    Inputs in = new Inputs(model.parameters(), model.upperInputs());
    Value loss = number(model, "upperLoss", model.upperLoss(in));
    return new Recording(in, model.upperInputs(), loss, model.parameters(), false);
  }

  static Recording lower(TensorModel model) {
    Inputs in = new Inputs(model.parameters(), model.lowerInputs());
    Value loss = number(model, "lowerLoss", model.lowerLoss(in));
    return new Recording(in, model.lowerInputs(), loss, model.parameters(), true);
  }

  /** Numbers made from rows of a model, each a question of its name, without derivatives. */
  static Recording measures(
      TensorModel model, RowInputs rows, Map<String, Function<Inputs, Tensor>> measures) {
    Inputs in = new Inputs(model.parameters(), rows);
    List<Question> all = new ArrayList<>();
    measures.forEach(
        (name, measure) ->
            all.add(new Question(name, List.of(number(model, name, measure.apply(in))))));
    return new Recording(in, rows, all);
  }

  /** A matrix with a row for each row of data, the answer to {@link #ROWS}. */
  static Recording ofRows(TensorModel model, RowInputs rows, Function<Inputs, Tensor> function) {
    Inputs in = new Inputs(model.parameters(), rows);
    Value all = function.apply(in).node();
    if (!all.shape().rows().equals(Dim.ROWS) || !all.shape().cols().isFixed()) {
      throw new UserError(
          "model '" + model.name() + "': a function of rows is of shape " + all.shape() + ".",
          "one row for each row of data, of so many numbers.");
    }
    return new Recording(in, rows, List.of(new Question(ROWS, List.of(all))));
  }

  /** How many numbers {@link #ROWS} gives a row. */
  int columns() {
    return questions.get(0).results().get(0).shape().cols().factor();
  }

  private static Value number(TensorModel model, String what, Tensor loss) {
    if (!loss.node().shape().isScalar()) {
      throw new UserError(
          "model '" + model.name() + "': '" + what + "' is of shape " + loss.node().shape() + ".",
          "one number, by sum() or mean().");
    }
    return loss.node();
  }

  private Value argument(String label, Shape shape) {
    return inputs.graph().input(label, Leaf.Known.AT_QUESTION, shape);
  }

  static String argument(String vector, Parameter p) {
    return vector + " " + p.name();
  }

  private Map<Parameter, Value> arguments(String vector, List<Parameter> all) {
    Map<Parameter, Value> made = new LinkedHashMap<>();
    for (Parameter p : all) {
      made.put(p, argument(argument(vector, p), inputs.node(p).shape()));
    }
    return made;
  }

  private Map<Value, Value> seeds(Map<Parameter, Value> directions) {
    Map<Value, Value> seeds = new HashMap<>();
    directions.forEach((p, d) -> seeds.put(inputs.node(p), d));
    return seeds;
  }

  private List<Value> nodes(List<Parameter> all) {
    return all.stream().map(inputs::node).toList();
  }

  private Map<Parameter, Value> gradients(Gradients gradients, List<Parameter> all) {
    Map<Parameter, Value> made = new LinkedHashMap<>();
    for (Parameter p : all) {
      Value n = gradients.in(inputs.node(p));
      if (n != null) {
        made.put(p, n);
      }
    }
    return made;
  }

  private static Map<Parameter, Value> tangents(Tangents tangents, Map<Parameter, Value> of) {
    Map<Parameter, Value> made = new LinkedHashMap<>();
    of.forEach(
        (p, n) -> {
          Value t = tangents.of(n);
          if (t != null) {
            made.put(p, t);
          }
        });
    return made;
  }

  /** grad_y . v; null where the loss does not depend on y. */
  private @Nullable Value product(Map<Parameter, Value> gradY, Map<Parameter, Value> v) {
    Graph g = inputs.graph();
    Value sum = null;
    for (Map.Entry<Parameter, Value> e : gradY.entrySet()) {
      Value direction = v.get(e.getKey());
      if (direction != null) {
        sum = g.sum(sum, g.sumOver(g.mul(e.getValue(), direction), true, true));
      }
    }
    return sum;
  }

  private void ask(String question, Map<Parameter, Value> results) {
    List<Piece> pieces = new ArrayList<>();
    results.forEach((p, n) -> pieces.add(new Piece(p, pieces.size())));
    answers.put(question, pieces);
    questions.add(new Question(question, new ArrayList<>(results.values())));
  }

  Program program() {
    return program;
  }

  Inputs inputs() {
    return inputs;
  }

  RowInputs rows() {
    return rows;
  }

  /** Whether the loss, or a derivative of it, depends on a parameter. */
  boolean uses(Parameter p) {
    return values().contains(inputs.node(p));
  }

  /** Whether a gradient has a part for a parameter. */
  boolean moves(String gradient, Parameter p) {
    return pieces(gradient).stream().anyMatch(piece -> piece.parameter().equals(p));
  }

  /**
   * How many gradients that the loss is made of depend on parameters of some roles: each becomes a
   * Hessian-vector product when the loss is differentiated in those.
   */
  int hidden(Role... roles) {
    return (int) taken.stream().filter(g -> !Collections.disjoint(g, List.of(roles))).count();
  }

  private void note(Value loss, Parameters parameters) {
    Set<Value> used = new HashSet<>(Reach.below(loss));
    for (List<Value> gradient : inputs.graph().taken()) {
      if (gradient.stream().anyMatch(used::contains)) {
        List<Value> below = Reach.below(gradient);
        taken.add(
            parameters.all().stream()
                .filter(p -> below.contains(inputs.node(p)))
                .map(Parameter::role)
                .collect(Collectors.toSet()));
      }
    }
  }

  /** All that is computed for the questions. */
  List<Value> values() {
    return Reach.below(questions.stream().flatMap(q -> q.results().stream()).toList());
  }

  /** The parts of an answer; what is not among them is zero. */
  List<Piece> pieces(String question) {
    return answers.getOrDefault(question, List.of());
  }
}
