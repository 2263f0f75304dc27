#include "pipeline/core/messages.h"
#include "pipeline/filter/host.h"

namespace kancelli::filter {
namespace {

// What a function of a filter may return.
std::string rightly_returned(std::string_view function) {
  if (function == "Pandoc") return tr("a function Pandoc returns a Pandoc document, or nil: nothing changes");
  if (function == "Meta") return tr("a function Meta returns a table of metadata, or nil: nothing changes");
  if (function == "Inlines")
    return tr("a function Inlines returns a list of Inlines, or nil: nothing changes");
  if (function == "Blocks") return tr("a function Blocks returns a list of Blocks, or nil: nothing changes");
  bool is_block = function == "Block";
  for (int k = 0; k <= static_cast<int>(ast::Kind::Null); ++k)
    if (ast::name(static_cast<ast::Kind>(k)) == function) is_block = ast::is_block(static_cast<ast::Kind>(k));
  return is_block ? tr("a function {0} returns a Block, a list of Blocks ({{}}: it goes), or nil: nothing "
                       "changes",
                       {function})
                  : tr("a function {0} returns an Inline, a list of Inlines ({{}}: it goes), or nil: nothing "
                       "changes",
                       {function});
}

}  // namespace

std::string hint_text(std::string_view code, const std::string& word, const std::string& more) {
  if (code == "meant") return tr("did you mean {0}?", {word});
  if (code == "has") return tr("a {0} has: {1}", {word, more});
  if (code == "trust")
    return tr(
        "a project trusts a filter in its content/project.xml: {0}; `kancelli filter` takes --trust {1}",
        {"<filters><trust filter=\"" + more + "\" with=\"" + word + "\"/></filters>", word});
  if (code == "result") return rightly_returned(word);
  return {};
}

}  // namespace kancelli::filter

namespace kancelli {

// Asks the Lua side, which can look at the names and values where the error happened.
void FilterHost::Impl::note_hint() {
  if (!failure.hint.empty() || failure.message.empty()) return;
  const int top = lua_gettop(lua);
  push_from_layer("find_hint");
  lua_pushlstring(lua, failure.message.data(), failure.message.size());
  lua_pushlstring(lua, failure.file.data(), failure.file.size());
  lua_pushinteger(lua, failure.line);
  if (lua_pcall(lua, 3, 3, 0) == 0 && lua_isstring(lua, -3)) {
    const auto text = [this](int index) {
      return std::string(lua_isstring(lua, index) ? lua_tostring(lua, index) : "");
    };
    failure.hint = filter::hint_text(text(-3), text(-2), text(-1));
  }
  lua_settop(lua, top);
}

}  // namespace kancelli
