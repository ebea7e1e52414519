package dev.oplab.kernel;

import java.lang.reflect.Modifier;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Carries an object into a cell's code: that code can name a static method, but no object.
public final class Handover {
  private static final ConcurrentMap<Integer, Object> WAITING = new ConcurrentHashMap<>();
  private static final AtomicInteger NEXT = new AtomicInteger();

  private Handover() {}

  /// {@return the Java statement that declares a variable called `name` with `value` in it; to be
  /// run once}
  static String declaration(String name, Object value) {
    int id = NEXT.incrementAndGet();
    WAITING.put(id, value);
    return "var %s = (%s) %s.take(%d);"
        .formatted(name, type(value.getClass()), Handover.class.getName(), id);
  }

  /// {@return the object, for the one statement that was made for it}
  ///
  /// @throws IllegalStateException if it has been taken before
  public static Object take(int id) {
    Object value = WAITING.remove(id);
    if (value == null) {
      throw new IllegalStateException("object " + id + " has been taken before");
    }
    return value;
  }

  /// {@return the most precise type of objects of class `type` that a cell can name}
  static String type(Class<?> type) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (canBeNamed(c)) {
        return c.getCanonicalName();
      }
      for (Class<?> implemented : c.getInterfaces()) {
        if (canBeNamed(implemented)) {
          return implemented.getCanonicalName();
        }
      }
    }
    return "Object";
  }

  private static boolean canBeNamed(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
      if (!Modifier.isPublic(c.getModifiers())) {
        return false;
      }
    }
    return type.getCanonicalName() != null && type.getModule().isExported(type.getPackageName());
  }
}
