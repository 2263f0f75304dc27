#include <algorithm>

#include "pipeline/ast/tree_path.h"
#include "pipeline/filter/host.h"

// What a walk is at work on, for errors; and how often it calls, and how long, for the profile.
namespace kancelli::filter {

using ast::Kind;

namespace {

// The beginning of what an element says; of one that says nothing, its target.
std::string first_words(const Node& element) {
  constexpr std::uint32_t enough = 400;
  std::string words;
  std::vector<const Node*> remaining = {&element};
  while (!remaining.empty() && words.size() < enough) {
    const Node& node = *remaining.back();
    remaining.pop_back();
    const bool has_text = !node.values->text.empty() && node.kind != Kind::Link && node.kind != Kind::Image &&
                          node.kind != Kind::Citation;
    if (!is_inline(node.kind) || node.kind == Kind::Space || node.kind == Kind::SoftBreak ||
        node.kind == Kind::LineBreak)
      words += ' ';
    if (has_text) words += node.values->text.substr(0, enough);
    for (std::uint32_t i = std::min(node.count, enough); i > 0; --i)
      remaining.push_back(node.children[i - 1]);
  }
  const bool silent = words.find_first_not_of(' ') == std::string::npos;
  return silent ? element.values->text : words;
}

bool is_element(const Node* node) {
  return node && (is_inline(node->kind) || is_block(node->kind));
}

}  // namespace

std::string Walker::position() const {
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame)
    if (frame->node)
      if (const std::string* place = frame->node->extra().attr.find("data-pos"))
        return ast::plain_place(*place);
  return path();
}

std::string Walker::path() const {
  auto frame =
      std::find_if(frames_.begin(), frames_.end(), [this](const Frame& f) { return f.node == top_; });
  if (frame == frames_.end() || top_ == nullptr) return {};
  std::string way = meta_path_.empty() ? "blocks" : "meta";
  for (const std::string& step : meta_path_) way += step;
  std::vector<std::string> steps;
  for (; frame + 1 != frames_.end() && !(frame + 1)->is_root; ++frame) {
    // What a function put in the place of an element has that element's place.
    if (!frame->node || !frame->items || frame->next == 0) continue;
    steps.push_back(ast::path_step(frame->node->kind, frame->next - 1,
                                   [&](std::size_t i) { return frame->items[i]->kind; }));
  }
  return steps.empty() ? std::string() : ast::joined_path(way, steps);
}

std::string Walker::element() const {
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame)
    if (is_element(frame->node)) return ast::shown_element(frame->node->kind, first_words(*frame->node));
  return {};
}

// The function stands below its one argument.
void Walker::begin_call(const Functions& functions, int number) {
  std::uint32_t& known = functions.profiled[number];
  auto& all = profile_->functions;
  if (known == 0) {
    lua_Debug about;
    lua_pushvalue(lua_, -2);
    lua_getinfo(lua_, ">S", &about);
    const char* file = about.source[0] == '@' || about.source[0] == '=' ? about.source + 1 : about.short_src;
    const char* name = name_of(functions, number);
    const auto found = std::find_if(all.begin(), all.end(), [&](const FilterProfile::Function& f) {
      return f.line == about.linedefined && f.name == name && f.filter == file;
    });
    known = static_cast<std::uint32_t>(found - all.begin()) + 1;
    if (found == all.end()) {
      all.emplace_back();
      all.back().filter = file;
      all.back().name = name;
      all.back().line = about.linedefined;
    }
  }
  ++all[known - 1].calls;
  timed_.push_back({known, std::chrono::steady_clock::now()});
}

// Of a function that calls itself, only the outermost call is timed.
void Walker::end_calls(std::size_t remaining) {
  if (timed_.size() <= remaining) return;
  const auto now = std::chrono::steady_clock::now();
  while (timed_.size() > remaining) {
    const Timed ended = timed_.back();
    timed_.pop_back();
    const bool within_itself = std::any_of(timed_.begin(), timed_.end(),
                                           [&](const Timed& t) { return t.function == ended.function; });
    if (!within_itself && profile_) profile_->functions[ended.function - 1].time += now - ended.start;
  }
}

}  // namespace kancelli::filter

namespace kancelli {

void FilterHost::Impl::begin_file(const FilterFile& file) {
  if (!profile) return;
  auto& files = profile->files;
  timed_file = static_cast<std::size_t>(
      std::find_if(files.begin(), files.end(), [&](const auto& known) { return known.filter == file.name; }) -
      files.begin());
  if (timed_file == files.size()) files.push_back({file.name, {}});
  file_began = std::chrono::steady_clock::now();
  file_is_timed = true;
}

void FilterHost::Impl::end_file() {
  if (!file_is_timed) return;
  profile->files[timed_file].time += std::chrono::steady_clock::now() - file_began;
  file_is_timed = false;
}

}  // namespace kancelli
