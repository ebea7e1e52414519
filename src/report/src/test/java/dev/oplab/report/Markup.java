package dev.oplab.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// Parses what was rendered.
final class Markup {
  private static final Pattern HTML_VOID = Pattern.compile("<(meta|img)([^>]*[^/])>");

  private Markup() {}

  /// {@return the document; fails when `xml` is not well-formed}
  static Document parse(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  /// {@return HTML, which we write as XML but for void elements, as a document}
  static Document parseHtml(String html) throws Exception {
    String xml = HTML_VOID.matcher(html.replace("<!DOCTYPE html>", "")).replaceAll("<$1$2/>");
    return parse(xml);
  }

  static List<Element> elements(Document document, String name) {
    List<Element> elements = new ArrayList<>();
    NodeList nodes = document.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
