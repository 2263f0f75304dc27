// Two cases about one amendment, for the first reading and for the second: what differs between them, beyond
// what must.
#include <algorithm>
#include <array>
#include <map>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/case_skeleton.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/project/skeleton.h"

namespace kancelli {
namespace {

const Node* meta_child(const Paper& paper, std::string_view name) {
  const Node* meta = paper.root().child("meta");
  return meta == nullptr ? nullptr : meta->child(name);
}

std::vector<const Node*> steps_of(const Paper& paper) {
  const Node* treatment = meta_child(paper, "treatment");
  if (treatment == nullptr || treatment->find("changes") == nullptr) return {};
  return treatment->elements("step");
}

// The reading that the paper's body holds at its meeting: "first-reading", "second-reading" or "".
std::string_view reading_of(const Paper& paper) {
  if (!paper.meeting) return {};
  for (const Node* step : steps_of(paper))
    if (step->get("body") == paper.committee && step->get("date") == paper.meeting->iso() &&
        (step->get("kind") == "first-reading" || step->get("kind") == "second-reading"))
      return step->get("kind");
  return {};
}

const Attribute* first_reading_date(const Paper& paper) {
  for (const Node* step : steps_of(paper))
    if (step->get("kind") == "first-reading") return step->find("date");
  return nullptr;
}

// An amendment that a paper attaches or refers to, and where it does first.
struct NamedAmendment {
  const Paper* paper;
  Span span;
};

std::vector<NamedAmendment> amendments_in(const Project& project, const Paper& paper) {
  std::vector<NamedAmendment> all;
  for (const Node& node : paper.xml->nodes) {
    const Attribute* name = node.is("attachment") ? node.find("paper") : node.is("ref") ? node.find("to") : nullptr;
    if (name == nullptr) continue;
    const Paper* source = attached_paper(project, name->value.substr(0, name->value.find('#'))).source;
    if (source == nullptr || source->type != "amendment") continue;
    if (std::none_of(all.begin(), all.end(), [&](const auto& each) { return each.paper == source; }))
      all.push_back({source, name->value_span});
  }
  return all;
}

bool names(const std::vector<NamedAmendment>& all, const Paper* amendment) {
  return std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.paper == amendment; });
}

std::string_view statute_of(const Paper& amendment) {
  const Node* change = amendment.root().child("change");
  return change == nullptr ? "" : change->get("statute");
}

// The same amendment; or, when it has been put in another's place, one of the same statute.
bool about_the_same(const std::vector<NamedAmendment>& first, const std::vector<NamedAmendment>& second,
                    bool same_statute) {
  return std::any_of(first.begin(), first.end(), [&](const NamedAmendment& one) {
    return std::any_of(second.begin(), second.end(), [&](const NamedAmendment& other) {
      return same_statute ? statute_of(*one.paper) == statute_of(*other.paper) : one.paper == other.paper;
    });
  });
}

// The case for the first reading of what `second` reads for the second time; of several the latest before it.
const Paper* case_before(const Project& project, const Paper& second, const std::vector<NamedAmendment>& about) {
  for (const bool same_statute : {false, true}) {
    const Paper* found = nullptr;
    for (const auto& each : project.papers) {
      if (each.get() == &second || each->state == "withdrawn" || each->state == "superseded" ||
          reading_of(*each) != "first-reading" ||
          !about_the_same(amendments_in(project, *each), about, same_statute))
        continue;
      const bool later = found != nullptr && before(*found->meeting, *each->meeting);
      const bool possible = !before(*second.meeting, *each->meeting);
      if (found == nullptr || (later && possible)) found = each.get();
    }
    if (found != nullptr) return found;
  }
  return nullptr;
}

// A stretch of a paper that is compared as a whole: a block's words, or a number in a table.
struct Block {
  std::string text;
  std::string key;           // what is compared
  const Node* node;          // of the block
  std::size_t begin, end;    // in the running text
  const Attribute* value = nullptr;  // of a number

  bool is_whole() const { return key == text; }  // nothing is left out in the comparison
};

bool in(const Node& node, std::string_view element) {
  for (const Node* at = &node; at != nullptr; at = at->parent)
    if (at->is(element)) return true;
  return false;
}

void remove_all(std::string& text, std::string_view what) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what)) text.erase(at, what.size());
}

class ReadPaper {
 public:
  ReadPaper(const Paper& paper, const Project& project)
      : project_(project),
        text_(paper.root(), [&](const Node& node) { return printed(node, paper, project); }) {
    const std::string_view all = text_.text();
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t end = std::min(all.find('\n', at), all.size());
      if (end > at) add(std::string(all.substr(at, end - at)), at, end);
      at = end + 1;
    }
    for (const Node& node : paper.xml->nodes)
      if (const Attribute* value = node.is("cell") ? node.find("value") : nullptr)
        blocks.push_back({value->value, value->value, &node, 0, 0, value});
    std::stable_sort(blocks.begin(), blocks.end(),
                     [](const Block& a, const Block& b) { return a.node->order < b.node->order; });
  }

  Span span(const Block& block) const { return span(block, 0, block.text.size()); }
  Span span(const Block& block, std::size_t begin, std::size_t end) const {
    if (block.value != nullptr) return block.value->value_span;
    return text_.span(project_.sources, block.begin + begin, block.begin + end);
  }
  std::string_view text() const { return text_.text(); }

  std::vector<Block> blocks;

 private:
  void add(std::string text, std::size_t begin, std::size_t end) {
    const Node* node = text_.context(begin).block;
    if (node == nullptr) return;
    std::string key = text;
    if (node->is("title") && in(*node, "meta"))
      for (const char* reading : {" (1. behandling)", " (2. behandling)"}) remove_all(key, reading);
    // Which item is the last may differ: the first reading has one that the second has not.
    if (node->is("item") && in(*node, "recommendation"))
      for (const std::string_view mark : {" og", ",", "."})
        if (key.ends_with(mark)) key.resize(key.size() - mark.size());
    blocks.push_back({std::move(text), std::move(key), node, begin, end});
  }

  const Project& project_;
  RunningText text_;
};

// "Forslaget blev behandlet første gang den 19. juni 2025.": what the second case adds.
bool tells_of_first(std::string_view sentence, const Date& day) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"første gang", "1. gang", "1. behandl", "første behandl", "førstebehandl"});
  const std::string said = lower(sentence);
  return said.find(without_typography(format_date(day, "long"))) != std::string::npos &&
         std::any_of(words.begin(), words.end(),
                     [&](std::string_view each) { return said.find(each) != std::string::npos; });
}

// Where the sentence that begins at `at` ends: behind its point and the space. "19. juni" ends none.
std::size_t sentence_end(std::string_view text, std::size_t at) {
  for (; at < text.size(); ++at) {
    if (text[at] != '.' || at + 2 >= text.size() || text[at + 1] != ' ') continue;
    std::size_t next = at + 2;
    const char32_t c = next_code_point(text, next);
    if (is_letter(c) && lower(c) != c) return at + 2;
  }
  return text.size();
}

// The second case's blocks without the sentences that it must have beyond the first.
void leave_out_added(ReadPaper& second, const ReadPaper& first, const Date& day) {
  for (Block& block : second.blocks) {
    std::string kept;
    for (std::size_t at = 0; at < block.key.size();) {
      const std::size_t end = sentence_end(block.key, at);
      const std::string sentence = block.key.substr(at, end - at);
      if (!tells_of_first(sentence, day) || first.text().find(trim(sentence)) != std::string_view::npos)
        kept += sentence;
      at = end;
    }
    if (kept != block.key) block.key = std::string(trim(kept));
  }
  std::erase_if(second.blocks, [](const Block& block) { return block.key.empty(); });
}

class Comparison {
 public:
  Comparison(const ExaminedPaper& examined, const Paper& first, Diagnostics& diagnostics)
      : first_paper_(first),
        second_paper_(examined.paper),
        first_(first, examined.project),
        second_(examined.paper, examined.project),
        diagnostics_(diagnostics) {
    leave_out_added(second_, first_, *first.meeting);
  }

  void run() {
    const auto &a = first_.blocks, &b = second_.blocks;
    std::size_t i = 0, j = 0;
    for (const auto& [same_a, same_b] : common()) {
      differ(i, same_a, j, same_b);
      i = same_a + 1;
      j = same_b + 1;
    }
    differ(i, a.size(), j, b.size());
  }

 private:
  // The pairs of blocks that are alike, as many as can be in order.
  std::vector<std::pair<std::size_t, std::size_t>> common() const {
    const auto &a = first_.blocks, &b = second_.blocks;
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    std::size_t head = 0, tail = 0;
    while (head < a.size() && head < b.size() && a[head].key == b[head].key) ++head;
    while (tail < a.size() - head && tail < b.size() - head &&
           a[a.size() - 1 - tail].key == b[b.size() - 1 - tail].key)
      ++tail;
    for (std::size_t i = 0; i < head; ++i) pairs.emplace_back(i, i);
    const std::size_t n = a.size() - head - tail, m = b.size() - head - tail;
    constexpr std::size_t most = 4'000'000;  // beyond, all between is one difference
    if (n != 0 && m != 0 && n * m <= most) {
      std::vector<std::vector<std::uint32_t>> length(n + 1, std::vector<std::uint32_t>(m + 1));
      for (std::size_t i = n; i-- > 0;)
        for (std::size_t j = m; j-- > 0;)
          length[i][j] = a[head + i].key == b[head + j].key ? length[i + 1][j + 1] + 1
                                                            : std::max(length[i + 1][j], length[i][j + 1]);
      for (std::size_t i = 0, j = 0; i < n && j < m;)
        if (a[head + i].key == b[head + j].key)
          pairs.emplace_back(head + i++, head + j++);
        else
          ++(length[i + 1][j] >= length[i][j + 1] ? i : j);
    }
    for (std::size_t k = tail; k > 0; --k) pairs.emplace_back(a.size() - k, b.size() - k);
    return pairs;
  }

  // Blocks [i, to_i) of the first stand against [j, to_j) of the second.
  void differ(std::size_t i, std::size_t to_i, std::size_t j, std::size_t to_j) {
    for (; i < to_i || j < to_j;) {
      const Block* one = i < to_i ? &first_.blocks[i] : nullptr;
      const Block* other = j < to_j ? &second_.blocks[j] : nullptr;
      if (one != nullptr && one->node->is("item") && in(*one->node, "recommendation") &&
          only_for_first_reading(one->text)) {
        ++i;
        continue;
      }
      if (one != nullptr && other != nullptr && one->node->name == other->node->name) {
        changed(*one, *other);
        ++i, ++j;
      } else if (other != nullptr && (one == nullptr || to_j - j >= to_i - i)) {
        added(*other);
        ++j;
      } else {
        missing(*one, j);
        ++i;
      }
    }
  }

  static std::string shortened(std::string_view text) {
    constexpr std::size_t most = 120;
    if (code_point_count(text) <= most) return std::string(text);
    std::size_t end = 0;
    for (std::size_t n = 0; n < most; ++n) next_code_point(text, end);
    return std::string(text.substr(0, end)) + "…";
  }

  void relate(Diagnostic& d, Span span) { d.related.push_back({span, tr("the case for the first reading")}); }

  // The words that differ, whole ones.
  void changed(const Block& one, const Block& other) {
    const std::string_view a = one.text, b = other.text;
    std::size_t head = 0, tail = 0, shortest = std::min(a.size(), b.size());
    if (one.value == nullptr && other.value == nullptr && one.is_whole() && other.is_whole()) {
      while (head < shortest && a[head] == b[head]) ++head;
      while (tail < shortest - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
      while (head > 0 && (head == shortest || a[head - 1] != ' ')) --head;
      while (tail > 0 && a[a.size() - tail] != ' ') --tail;
    }
    std::string_view said = trim(a.substr(head, a.size() - tail - head));
    std::size_t begin = head, end = b.size() - tail;
    while (end > begin && b[end - 1] == ' ') --end;
    if (begin >= end) {  // only words that are gone
      begin = 0;
      end = b.size();
      said = a;
    }
    Diagnostic& d = diagnostics_.error(
        "readings-differ", second_.span(other, begin, end),
        said.empty() ? tr("the case for the first reading does not say this")
                     : tr("the case for the first reading says \"{0}\" here", {shortened(said)}),
        {tr("write what the first case says, or tell in the case what has changed since")});
    relate(d, first_.span(one));
  }

  void added(const Block& other) {
    diagnostics_.error("readings-differ", second_.span(other),
                       tr("the case for the first reading does not say this"),
                       {tr("take it out, or tell in the case what has changed since")});
  }

  void missing(const Block& one, std::size_t j) {
    const auto& blocks = second_.blocks;
    const Span place = blocks.empty() ? second_paper_.root().name_span
                                      : second_.span(blocks[std::min(j, blocks.size() - 1)]);
    Diagnostic& d = diagnostics_.error(
        "readings-differ", place,
        j < blocks.size() ? tr("before this, the case for the first reading says \"{0}\"", {shortened(one.text)})
                          : tr("behind this, the case for the first reading says \"{0}\"", {shortened(one.text)}),
        {tr("write it here too, or tell in the case what has changed since")});
    relate(d, first_.span(one));
  }

  const Paper &first_paper_, &second_paper_;
  ReadPaper first_, second_;
  Diagnostics& diagnostics_;
};

// --- the readings, the attachments and the amendment

void compare_days(const ExaminedPaper& examined, const Paper& first, Diagnostics& diagnostics) {
  const Attribute* step = first_reading_date(examined.paper);
  const Attribute* held = nullptr;
  if (const Node* meeting = meta_child(first, "meeting")) held = meeting->find("date");
  if (step == nullptr || held == nullptr || step->value == placeholder_date || step->value == held->value) return;
  Diagnostic& d = diagnostics.error(
      "readings-differ", step->value_span,
      tr("the 1st reading is on {0} in the case for it, but here it is {1}", {held->value, step->value}),
      {tr("correct one of the two dates")});
  d.related.push_back({held->value_span, tr("the case for the first reading")});
}

bool same_attachment(const Attachment& a, const Attachment& b) {
  return a.paper == b.paper && a.file == b.file && a.sha256 == b.sha256;
}

Span place_of(const Attachment& attachment) {
  const Attribute* name = attachment.node->find(attachment.paper.empty() ? "file" : "paper");
  return name == nullptr ? attachment.node->name_span : name->value_span;
}

void compare_attachments(const Project& project, const Paper& first, const Paper& second,
                         Diagnostics& diagnostics) {
  const auto lacks = [](const Paper& paper, const Attachment& wanted) {
    return std::none_of(paper.attachments.begin(), paper.attachments.end(),
                        [&](const Attachment& each) { return same_attachment(each, wanted); });
  };
  for (const Attachment& each : second.attachments) {
    if (!lacks(first, each)) continue;
    const Paper* source = attached_paper(project, each.paper).source;
    if (source != nullptr && source->type == "amendment") continue;  // told of as a whole
    diagnostics.error("readings-differ", place_of(each),
                      tr("the case for the first reading does not have this attachment"),
                      {tr("take it out, or tell in the case what has changed since")});
  }
  const Node* list = meta_child(second, "attachments");
  for (const Attachment& each : first.attachments) {
    const Paper* source = attached_paper(project, each.paper).source;
    if (!lacks(second, each) || (source != nullptr && source->type == "amendment" &&
                                 !names(amendments_in(project, second), source)))
      continue;
    Diagnostic& d = diagnostics.error(
        "readings-differ", list == nullptr ? second.root().name_span : list->name_span,
        tr("the case for the first reading has one attachment more: \"{0}\"",
           {each.paper.empty() ? each.file : each.paper}),
        {tr("attach it here too, or tell in the case what has changed since")});
    d.related.push_back({place_of(each), tr("the case for the first reading")});
  }
}

void compare_amendments(const Paper& first, const std::vector<NamedAmendment>& before_it,
                        const std::vector<NamedAmendment>& about, Diagnostics& diagnostics) {
  const std::string material = tr("a material change may need a new first reading");
  for (const NamedAmendment& each : about) {
    if (!names(before_it, each.paper)) {
      Diagnostic& d = diagnostics.error("readings-differ", each.span,
                                        tr("the first reading was of another text, without \"{0}\"", {each.paper->id}),
                                        {material});
      if (!before_it.empty()) d.related.push_back({before_it.front().span, tr("the case for the first reading")});
    } else if (each.paper->dated && before(*first.meeting, *each.paper->dated)) {
      Diagnostic& d = diagnostics.error(
          "readings-differ", each.span,
          tr("\"{0}\" is of {1}, after the first reading on {2}",
             {each.paper->id, each.paper->dated->iso(), first.meeting->iso()}),
          {material});
      d.related.push_back({meta_child(*each.paper, "dated")->span, tr("its date")});
    }
  }
}

void readings_differ(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Paper& second = examined.paper;
  if (reading_of(second) != "second-reading") return;
  const auto about = amendments_in(examined.project, second);
  const Paper* first = about.empty() ? nullptr : case_before(examined.project, second, about);
  if (first == nullptr || (first->closed && !second.closed)) return;
  compare_days(examined, *first, diagnostics);
  compare_attachments(examined.project, *first, second, diagnostics);
  compare_amendments(*first, amendments_in(examined.project, *first), about, diagnostics);
  Comparison(examined, *first, diagnostics).run();
}

}  // namespace

std::vector<Rule> two_readings_rules() {
  return {
      {.code = "readings-differ",
       .severity = Severity::warning,
       .summary = "The case for the second reading says something else than the case for the first.",
       .explanation =
           "The council reads the same proposal twice. Two cases that name the same amendment, one at the "
           "meeting of its first reading and one at that of the second, are compared word for word. The "
           "meeting, the dates, the treatment, the reading in the title, the item that sends the case to "
           "the second reading, and a sentence that tells when the first was held may differ. An "
           "amendment that is another, or is dated after the first reading, is told, too: a material change may need a new first reading. `kancelli new case ID "
           "--second-reading-of FIRST` makes the second case from the first.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<!-- papers/statute/vedtaegt.xml -->
<paragraph id="p1" number="1"><subsection id="p1-1"><p>Udvalget har fem opgaver.</p></subsection></paragraph>
<!-- statute/ny.xml as vedtaegt -->
<paragraph id="p1" number="1"><subsection id="p1-1"><p>Udvalget har seks opgaver.</p></subsection></paragraph>
<!-- papers/amendment/aendring.xml -->
<title>Ændring af vedtægten</title>
<!-- papers/case/foerste.xml -->
<organ committee="br"/>
<meeting date="2026-03-12"/>
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-03-12"/>
  <step kind="second-reading" body="br" date="2026-03-26"/>
</treatment>
<recommendation by="oeu" to="oeu" via="br"><item>at ændringen vedtages.</item></recommendation>
<p>Udvalget får en opgave mere, se <ref to="aendring"/>.</p>
<!-- papers/case/anden.xml -->
<organ committee="br"/>
<meeting date="2026-03-26"/>
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-03-12"/>
  <step kind="second-reading" body="br" date="2026-03-26"/>
</treatment>
<recommendation by="oeu" to="oeu" via="br"><item>at ændringen vedtages.</item></recommendation>
<p>Udvalget får to opgaver mere, se <ref to="aendring"/>. Forslaget blev behandlet første gang den
<date value="2026-03-12"/>.</p>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<!-- papers/statute/vedtaegt.xml -->
<paragraph id="p1" number="1"><subsection id="p1-1"><p>Udvalget har fem opgaver.</p></subsection></paragraph>
<!-- statute/ny.xml as vedtaegt -->
<paragraph id="p1" number="1"><subsection id="p1-1"><p>Udvalget har seks opgaver.</p></subsection></paragraph>
<!-- papers/amendment/aendring.xml -->
<title>Ændring af vedtægten</title>
<!-- papers/case/foerste.xml -->
<organ committee="br"/>
<meeting date="2026-03-12"/>
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-03-12"/>
  <step kind="second-reading" body="br" date="2026-03-26"/>
</treatment>
<recommendation by="oeu" to="oeu" via="br"><item>at ændringen vedtages.</item></recommendation>
<p>Udvalget får en opgave mere, se <ref to="aendring"/>.</p>
<!-- papers/case/anden.xml -->
<organ committee="br"/>
<meeting date="2026-03-26"/>
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-03-12"/>
  <step kind="second-reading" body="br" date="2026-03-26"/>
</treatment>
<recommendation by="oeu" to="oeu" via="br"><item>at ændringen vedtages.</item></recommendation>
<p>Udvalget får en opgave mere, se <ref to="aendring"/>. Forslaget blev behandlet første gang den
<date value="2026-03-12"/>.</p>
)",
       .check = readings_differ}};
}

}  // namespace kancelli
