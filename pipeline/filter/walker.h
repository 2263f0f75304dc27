// Calls the functions of a filter on the elements of a tree, in Pandoc's order.
#pragma once

#include <chrono>

#include "pipeline/filter/filter_host.h"
#include "pipeline/filter/values.h"

namespace kancelli::filter {

// The functions of one filter: on Lua's side a table of them by number (a kind's, or one of these).
struct Functions {
  static constexpr int inlines = 101, blocks = 102, meta = 103, document = 104;
  int index = 0;       // of the table on Lua's stack
  Kinds elements = 0;  // the kinds that have one
  bool has_inlines = false, has_blocks = false, has_meta = false, has_document = false;
  bool topdown = false;
  Kinds by_class = 0;                                 // the kinds whose function is called Inline or Block
  int lines[document + 1] = {};                       // where each begins in its file, by number
  const char* sources[document + 1] = {};             // the names of their chunks: "@FILE"
  mutable std::uint32_t profiled[document + 1] = {};  // each one's number in the profile, from 1; 0: not yet
};

const char* name_of(const Functions& functions, int number);  // "Str", "Inline", "Meta"

class Walker {
 public:
  Walker(NodeStore& store, Values& values) : lua_(values.thread()), store_(store), values_(values) {}

  // Reads the functions of the Lua value at `index`; pushes their table.
  Functions read_functions(int index);

  // Everything, document and metadata included; the number of the resulting tree.
  std::size_t apply(const Functions& functions, std::size_t tree);
  // What is in the node; the node itself is not given to a function.
  Node* walk(const Functions& functions, Node* node);

  // The attribute data-pos of the nearest element at work as "file:line:column"; where there is none, the way
  // to it in the tree: "blocks[3].content[2]". "" when no element is at work.
  std::string position() const;
  // The innermost element at work: `Para "Dette er begyndelsen ..."`; "" when there is none.
  std::string element() const;

  // Where calls are counted and timed from now on; nullptr: nowhere.
  void set_profile(FilterProfile* profile) { profile_ = profile; }

  // A function of a filter: its name, nullptr for none; where it begins.
  struct Called {
    const char *name = nullptr, *source = nullptr;
    int line = 0;
  };
  // The innermost function that is going on, and the one whose result is being read.
  const Called& calling() const { return calling_; }
  const Called& returned_from() const { return returned_from_; }

  // What is going on; what began after it may have ended in an error.
  struct Depth {
    std::size_t frames = 0, timed = 0, meta_path = 0;
    const Node* top = nullptr;
    Called calling = {};
  };
  Depth depth() const { return {frames_.size(), timed_.size(), meta_path_.size(), top_, calling_}; }
  void restore(const Depth& depth) {
    frames_.resize(depth.frames);
    meta_path_.resize(depth.meta_path);
    top_ = depth.top;
    calling_ = depth.calling;
    end_calls(depth.timed);
    returned_from_ = {};
  }

 private:
  // An element that is being walked.
  struct Frame {
    Node* node;          // nullptr for the elements that a function put in the place of one
    Node* const* items;  // what is walked in it
    std::uint32_t count, next;
    std::uint32_t stop;  // topdown: items from here on stay as they are
    std::uint32_t list;  // topdown: the item from which on a list begins whose function is still to be called
    std::size_t start;   // where its results begin on the pile
    bool is_root = false;  // a walk begins here
  };
  // A call that is going on and timed.
  struct Timed {
    std::uint32_t function;  // in the profile, from 1
    std::chrono::steady_clock::time_point start;
  };
  struct Pass {
    Kinds elements = 0;  // kinds whose functions are called
    bool inlines = false, blocks = false;
    Kinds reach = 0;  // kinds that the pass has to do with
  };

  static Pass pass_of(const Functions& functions, int number);
  Node* run(const Functions& functions, const Pass& pass, Node* root);
  void finish(const Functions& functions, const Pass& pass, bool is_root);
  Node* run_topdown(const Functions& functions, const Pass& pass, Node* root);
  void open_topdown(const Pass& pass, Node* node);
  void step_topdown(const Functions& functions, const Pass& pass);
  void begin_list(const Functions& functions);
  bool call_on_list(const Functions& functions, Field field, Node* const* begin, Node* const* end);
  bool call_on_element(const Functions& functions, Node* node);
  bool call(const Functions& functions, int number, Node* at_work, int results);
  std::pair<Node* const*, std::uint32_t> keep(std::size_t start);
  void walk_list(const Functions& functions, const Pass& pass, ast::Kind root, std::vector<Node*>& list);
  void walk_meta(const Functions& functions, const Pass& pass, MetaNode& meta);
  std::size_t walk_tree(const Functions& functions, std::size_t tree);
  std::size_t call_on_meta(const Functions& functions, std::size_t tree);
  std::size_t call_on_document(const Functions& functions, std::size_t tree);
  std::string path() const;
  void begin_call(const Functions& functions, int number);
  void end_calls(std::size_t remaining);

  lua_State* const& lua_;
  NodeStore& store_;
  Values& values_;
  std::vector<Frame> frames_;
  Called calling_, returned_from_;
  const Node* top_ = nullptr;           // holds the list of the document, or of metadata, that is walked
  std::vector<std::string> meta_path_;  // to those metadata: ".title", "[2]"
  FilterProfile* profile_ = nullptr;
  std::vector<Timed> timed_;
};

}  // namespace kancelli::filter
