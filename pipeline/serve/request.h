// What a browser asks the preview for, judged before anything is looked up. No answer comes from the disk: a
// path is the name of a page that lies in memory.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kancelli {

// The path that a request's target means, below the site's root: "dokumenter/x/" for "/dokumenter/x/?a=b".
// Nothing for one that is no path of a site: with ".." or "." in it (also in escapes), empty parts, a
// backslash, a control character, what is not UTF-8, or an escape that is none.
std::optional<std::string> site_path(std::string_view target);

// The value of a name in the target's query, escapes undone; "" where it is not there.
std::string query_value(std::string_view target, std::string_view name);

// Does a Host header name this machine as itself? A page from elsewhere whose address was made to lead here
// (DNS rebinding) has another one.
bool is_loopback_host(std::string_view host);

// What a file of the site is sent as, the same as by the server (docs/nginx/kancelli-http.conf): its media
// type, with the charset of texts.
std::string content_type(std::string_view path);

// Does an If-None-Match header have this tag?
bool matches_tag(std::string_view header, std::string_view tag);

}  // namespace kancelli
