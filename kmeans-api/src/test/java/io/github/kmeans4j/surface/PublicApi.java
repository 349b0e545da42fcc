package io.github.kmeans4j.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public surface of a module as lines of text: every type that users can name, and every member
 * that they can call or override, by reflection on the compiled classes. What is left out says
 * nothing new: overrides of the methods of {@link Object}, what every enum and record has,
 * annotations, and packages named {@code internal}.
 */
public final class PublicApi {
  private static final Set<String> OF_EVERY_OBJECT =
      Set.of("equals(Object)", "hashCode()", "toString()");

  /** The package of a type within a signature, which would make lines too long to read. */
  private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");

  private PublicApi() {}

  /**
   * Compares the module that the tests run in with the file {@code public-api.txt} beside its POM;
   * or writes that file, if the system property {@code renewApi} names the module.
   *
   * @throws IOException if the classes or the file cannot be read
   */
  public static void check() throws IOException {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    Path file = module.resolve("public-api.txt");
    String surface = surface(module.resolve("target/classes"));
    String name = module.getFileName().toString();
    if (name.equals(System.getProperty("renewApi"))) {
      Files.writeString(file, surface);
    }
    assertEquals(
        Files.exists(file) ? Files.readString(file) : "",
        surface,
        () ->
            "The public API of "
                + name
                + " is not what "
                + name
                + "/public-api.txt says. If it is meant to change, renew the file by\n"
                + "mvn -B test -pl "
                + name
                + " -am -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false -DrenewApi="
                + name
                + "\n");
  }

  /** Describes all classes under a folder. */
  static String surface(Path classes) throws IOException {
    Set<String> types = new TreeSet<>();
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .map(file -> classes.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .filter(name -> !name.endsWith("-info") && !name.contains(".internal."))
          .forEach(name -> describe(load(name), types));
    }
    return String.join("\n", types);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new UncheckedIOException(new IOException(name, e));
    }
  }

  private static void describe(Class<?> type, Set<String> types) {
    for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
      if (!isVisible(outer.getModifiers()) || outer.isAnonymousClass()) {
        return;
      }
    }
    Map<String, String> members = new TreeMap<>(); // by name, constructors first
    for (Field field : type.getDeclaredFields()) {
      if (isShown(field)) {
        members.put(field.getName(), field(field));
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isShown(constructor) && !type.isEnum() && !isCanonical(constructor)) {
        members.put(
            " " + parameters(constructor), "new " + signature(constructor, type.getSimpleName()));
      }
    }
    // A superclass that users cannot name shows as part of the class, but for what is overridden.
    Class<?> from = type;
    do {
      for (Method method : from.getDeclaredMethods()) {
        if (isShown(method) && !isOfEveryKind(type, method)) {
          members.putIfAbsent(method.getName() + parameters(method), method(method));
        }
      }
      from = from.getSuperclass();
    } while (from != null && !isVisible(from.getModifiers()));
    types.add(
        header(type)
            + "\n"
            + members.values().stream().map(m -> "  " + m + "\n").collect(Collectors.joining()));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static boolean isShown(Member member) {
    return isVisible(member.getModifiers())
        && !member.isSynthetic()
        && !(Modifier.isProtected(member.getModifiers())
            && Modifier.isFinal(member.getDeclaringClass().getModifiers()));
  }

  /** Whether a record shows the constructor in its header. */
  private static boolean isCanonical(Constructor<?> constructor) {
    Class<?> type = constructor.getDeclaringClass();
    return type.isRecord()
        && Arrays.equals(
            constructor.getParameterTypes(),
            Arrays.stream(type.getRecordComponents()).map(c -> c.getType()).toArray());
  }

  private static boolean isOfEveryKind(Class<?> type, Method method) {
    String call = method.getName() + parameters(method);
    return OF_EVERY_OBJECT.contains(call)
        || type.isEnum() && (call.equals("values()") || call.equals("valueOf(String)"))
        || type.isRecord()
            && method.getParameterCount() == 0
            && Arrays.stream(type.getRecordComponents())
                .anyMatch(c -> c.getName().equals(method.getName()));
  }

  private static String header(Class<?> type) {
    StringBuilder text = new StringBuilder(type.getCanonicalName());
    text.append(typeParameters(type)).append(": ");
    int modifiers = type.getModifiers() & ~Modifier.PUBLIC;
    if (type.isInterface()) {
      modifiers &= ~(Modifier.ABSTRACT | Modifier.STATIC | Modifier.INTERFACE);
    } else if (type.isEnum() || type.isRecord()) {
      modifiers &= ~(Modifier.ABSTRACT | Modifier.STATIC | Modifier.FINAL);
    }
    String words = Modifier.toString(modifiers);
    text.append(words).append(words.isEmpty() ? "" : " ");
    text.append(type.isSealed() ? "sealed " : "");
    text.append(
        type.isAnnotation()
            ? "annotation"
            : type.isInterface()
                ? "interface"
                : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class");
    if (type.isRecord()) {
      text.append(
          Arrays.stream(type.getRecordComponents())
              .map(c -> name(c.getGenericType()) + " " + c.getName())
              .collect(Collectors.joining(", ", " (", ")")));
    }
    List<Type> parents = new ArrayList<>(List.of(type.getGenericInterfaces()));
    Class<?> superclass = type.getSuperclass();
    if (superclass != null
        && isVisible(superclass.getModifiers())
        && !Set.of(Object.class, Enum.class, Record.class).contains(superclass)) {
      parents.add(0, type.getGenericSuperclass());
    }
    if (!parents.isEmpty()) {
      text.append(
          parents.stream().map(PublicApi::name).collect(Collectors.joining(", ", " of ", "")));
    }
    return text.toString();
  }

  private static String field(Field field) {
    String text =
        modifiers(field, Modifier.PUBLIC) + name(field.getGenericType()) + " " + field.getName();
    int modifiers = field.getModifiers();
    boolean isInlined = field.getType().isPrimitive() || field.getType() == String.class;
    if (!isInlined || !Modifier.isStatic(modifiers) || !Modifier.isFinal(modifiers)) {
      return text;
    }
    try {
      return text + " = " + field.get(null); // users are compiled with the value of a constant
    } catch (IllegalAccessException e) {
      return text;
    }
  }

  private static String method(Method method) {
    int hidden =
        Modifier.PUBLIC | (method.getDeclaringClass().isInterface() ? Modifier.ABSTRACT : 0);
    return modifiers(method, hidden | Modifier.SYNCHRONIZED)
        + (method.isDefault() ? "default " : "")
        + typeParameters(method)
        + (method.getTypeParameters().length > 0 ? " " : "")
        + name(method.getGenericReturnType())
        + " "
        + signature(method, method.getName());
  }

  private static String modifiers(Member member, int hidden) {
    String words = Modifier.toString(member.getModifiers() & ~hidden & ~Modifier.TRANSIENT);
    return words.isEmpty() ? "" : words + " ";
  }

  private static String signature(Executable executable, String name) {
    String thrown =
        Arrays.stream(executable.getGenericExceptionTypes())
            .map(PublicApi::name)
            .collect(Collectors.joining(", "));
    return name + parameters(executable) + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  private static String parameters(Executable executable) {
    String list =
        Arrays.stream(executable.getGenericParameterTypes())
            .map(PublicApi::name)
            .collect(Collectors.joining(", ", "(", ")"));
    return executable.isVarArgs() ? list.replaceAll("\\[]\\)$", "...)") : list;
  }

  private static String typeParameters(GenericDeclaration declaration) {
    return Arrays.stream(declaration.getTypeParameters())
        .map(
            p ->
                p.getName()
                    + (p.getBounds()[0] == Object.class
                        ? ""
                        : Arrays.stream(p.getBounds())
                            .map(PublicApi::name)
                            .collect(Collectors.joining(" & ", " extends ", ""))))
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(", "), list -> list.isEmpty() ? "" : "<" + list + ">"));
  }

  private static String name(Type type) {
    return PACKAGE.matcher(type.getTypeName()).replaceAll("").replace('$', '.');
  }
}
