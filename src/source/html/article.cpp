#include "source/html/article.hpp"

#include <algorithm>

#include "source/html/class_names.hpp"

namespace avow::source {
namespace {

// A paragraph that counts is at least so long (bytes).
constexpr std::size_t kMinParagraph = 25;
constexpr double kMaxLengthPoints = 3;
// Fewer bytes are hardly an article.
constexpr std::size_t kEnoughBytes = 500;

bool never_text(Tag tag) {
  switch (tag) {
    case Tag::script:
    case Tag::style:
    case Tag::noscript:
    case Tag::head:
    case Tag::iframe:
    case Tag::button:
    case Tag::select:
    case Tag::option:
    case Tag::textarea:
    case Tag::input:
    case Tag::svg:
    case Tag::nav:
    case Tag::figure:
    case Tag::figcaption:
    case Tag::template_:
    case Tag::object:
    case Tag::video:
    case Tag::label:
      return true;
    default:
      return false;
  }
}

// Left out at first: some sites put the whole page into a form.
bool hardly_text(Tag tag) {
  return tag == Tag::form || tag == Tag::aside || tag == Tag::footer || tag == Tag::fieldset;
}

bool is_block(Tag tag) {
  switch (tag) {
    case Tag::text:
    case Tag::other:
    case Tag::a:
    case Tag::cite:
    case Tag::code:
    case Tag::em:
    case Tag::q:
    case Tag::span:
    case Tag::strong:
    case Tag::sub:
    case Tag::sup:
    case Tag::time:
    case Tag::label:
    case Tag::img:
      return false;
    default:
      return true;
  }
}

bool is_heading(Tag tag) {
  return tag >= Tag::h1 && tag <= Tag::h6;
}

// A stretch of text between the borders of block elements.
struct Block {
  NodeIndex owner = kNoNode;  // the innermost block element around it
  std::string text;
  std::size_t link_bytes = 0;
  std::size_t breaks = 0;  // of <br> in a row at its end
};

bool is_white(char c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D);
}

// Appends with runs of white space (no-break spaces too) folded into one space, none at the start.
void append_folded(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool no_break = text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
    if (no_break) ++i;
    if (no_break || is_white(text[i])) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += text[i];
    }
  }
}

class Extractor {
 public:
  // strict: elements whose class says boilerplate are left out.
  Extractor(const HtmlTree& tree, bool strict) : tree_(tree), strict_(strict) {}

  std::vector<std::string> all() {
    walk();
    std::vector<std::string> paragraphs;
    for (Block& block : blocks_) paragraphs.push_back(std::move(block.text));
    return paragraphs;
  }

  std::vector<std::string> run() {
    walk();
    score();
    const NodeIndex best = best_node();
    std::vector<std::string> paragraphs;
    if (best == kNoNode) return paragraphs;
    for (const Block& block : blocks_) {
      if (belongs(block, best)) paragraphs.push_back(block.text);
    }
    return paragraphs;
  }

 private:
  struct Info {
    bool left_out = false;  // by tag, class or style, or an element above is
    bool in_link = false;
    NodeIndex block = 0;
    double points = 0;
    std::size_t text_bytes = 0;
    std::size_t link_bytes = 0;
    ClassHint hint;
  };

  Info& info(NodeIndex node) { return infos_[static_cast<std::size_t>(node)]; }

  // Nodes lie in document order, so that one pass over them is a walk of the tree.
  void walk() {
    const auto& nodes = tree_.nodes();
    infos_.resize(nodes.size());
    NodeIndex last_block = kNoNode;
    for (NodeIndex i = 1; i < static_cast<NodeIndex>(nodes.size()); ++i) {
      const HtmlNode& node = tree_.node(i);
      const Info above = info(node.parent);
      Info& own = info(i);
      own.left_out = above.left_out || never_text(node.tag) || (strict_ && hardly_text(node.tag));
      own.in_link = above.in_link || node.tag == Tag::a;
      own.block = is_block(node.tag) ? i : above.block;
      if (node.tag != Tag::text) {
        own.hint = class_hint(tree_, i);
        own.left_out |= is_hidden(tree_, i) ||
                        (strict_ && own.hint.boilerplate && !own.hint.article && may_leave_out(node.tag));
        if (node.tag == Tag::br && !blocks_.empty()) ++blocks_.back().breaks;
        if (is_block(node.tag)) last_block = kNoNode;
        continue;
      }
      if (own.left_out) continue;
      add_text(tree_.text(i), above, last_block);
    }
    finish_blocks();
  }

  static bool may_leave_out(Tag tag) { return tag != Tag::body && tag != Tag::html && tag != Tag::article; }

  void add_text(std::string_view text, const Info& above, NodeIndex& last_block) {
    const bool same = !blocks_.empty() && blocks_.back().owner == above.block && last_block == above.block &&
                      blocks_.back().breaks < 2;
    if (!same) blocks_.push_back({above.block, {}, 0, 0});
    last_block = above.block;
    Block& block = blocks_.back();
    if (block.breaks > 0 && !block.text.empty() && block.text.back() != ' ') block.text += ' ';
    const std::size_t before = block.text.size();
    append_folded(block.text, text);
    if (block.text.size() > before) block.breaks = 0;
    if (above.in_link) block.link_bytes += block.text.size() - before;
  }

  void finish_blocks() {
    for (Block& block : blocks_) {
      while (!block.text.empty() && block.text.back() == ' ') block.text.pop_back();
      block.link_bytes = std::min(block.link_bytes, block.text.size());
      for (NodeIndex node = block.owner; node > 0; node = tree_.node(node).parent) {
        info(node).text_bytes += block.text.size();
        info(node).link_bytes += block.link_bytes;
      }
    }
    std::erase_if(blocks_, [](const Block& block) { return block.text.empty(); });
  }

  void score() {
    for (const Block& block : blocks_) {
      if (block.text.size() < kMinParagraph) continue;
      const double links = static_cast<double>(block.link_bytes) / static_cast<double>(block.text.size());
      if (links > 0.5) continue;
      const auto commas = std::count(block.text.begin(), block.text.end(), ',');
      const double points = 1 + static_cast<double>(commas) +
                            std::min(static_cast<double>(block.text.size()) / 100, kMaxLengthPoints);
      // The block's own element is the paragraph; those above share the points.
      NodeIndex node = holds_only(block) ? tree_.node(block.owner).parent : block.owner;
      double share = 1;
      for (int level = 0; node > 0 && level < 4; ++level) {
        info(node).points += points * share;
        share = level == 0 ? 0.5 : 1.0 / (3.0 * (level + 1));
        node = tree_.node(node).parent;
      }
    }
  }

  // A <p>, <li>, ... is a paragraph by itself; a <div> with text of its own may hold many.
  [[nodiscard]] bool holds_only(const Block& block) const {
    const Tag tag = tree_.node(block.owner).tag;
    return tag != Tag::div && tag != Tag::body && tag != Tag::article && tag != Tag::section &&
           tag != Tag::main;
  }

  NodeIndex best_node() {
    NodeIndex best = kNoNode;
    double most = 0;
    for (NodeIndex i = 1; i < static_cast<NodeIndex>(infos_.size()); ++i) {
      Info& own = info(i);
      if (own.points <= 0 || own.left_out) continue;
      double points = own.points;
      if (own.hint.article) points += 25;
      if (own.hint.boilerplate) points -= 25;
      if (own.text_bytes > 0) {
        points *= 1 - static_cast<double>(own.link_bytes) / static_cast<double>(own.text_bytes);
      }
      own.points = points;
      if (points > most) {
        most = points;
        best = i;
      }
    }
    return best == kNoNode ? best : widen(best);
  }

  // An element above that holds much more good text is the article: paragraphs may lie in several sections.
  NodeIndex widen(NodeIndex best) {
    for (NodeIndex above = tree_.node(best).parent; above > 0; above = tree_.node(above).parent) {
      const Tag tag = tree_.node(above).tag;
      if (tag == Tag::body || tag == Tag::html) break;
      if (info(above).points >= info(best).points * 0.75 && info(above).text_bytes > info(best).text_bytes) {
        best = above;
      }
    }
    return best;
  }

  bool belongs(const Block& block, NodeIndex best) {
    bool inside = false;
    for (NodeIndex node = block.owner; node > 0; node = tree_.node(node).parent) {
      if (node == best) inside = true;
      if (inside) break;
      const Info& own = info(node);
      const Tag tag = tree_.node(node).tag;
      // Lists and tables of links.
      if ((tag == Tag::ul || tag == Tag::ol || tag == Tag::table || tag == Tag::div || tag == Tag::section) &&
          own.text_bytes > 0 && own.link_bytes * 2 > own.text_bytes) {
        return false;
      }
    }
    if (!inside) return false;
    const Tag tag = tree_.node(block.owner).tag;
    if (tag == Tag::h1) return false;
    if (block.link_bytes * 10 > block.text.size() * 9 && !is_heading(tag) && block.text.size() < 200)
      return false;
    return true;
  }

  const HtmlTree& tree_;
  bool strict_;
  std::vector<Info> infos_;
  std::vector<Block> blocks_;
};

std::size_t bytes_of(const std::vector<std::string>& paragraphs) {
  std::size_t bytes = 0;
  for (const std::string& paragraph : paragraphs) bytes += paragraph.size();
  return bytes;
}

}  // namespace

std::vector<std::string> article_paragraphs(const HtmlTree& tree) {
  std::vector<std::string> strict = Extractor(tree, true).run();
  if (bytes_of(strict) >= kEnoughBytes) return strict;
  // Hardly anything: the site names its article's elements like boilerplate.
  std::vector<std::string> all = Extractor(tree, false).run();
  return bytes_of(all) > bytes_of(strict) * 2 ? all : strict;
}

std::vector<std::string> all_paragraphs(const HtmlTree& tree) {
  return Extractor(tree, false).all();
}

}  // namespace avow::source
