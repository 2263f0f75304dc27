#include "pipeline/system/archives.h"

#include <zlib.h>

#include <cstdint>
#include <memory>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"

namespace kancelli {
namespace {

constexpr std::size_t limit = std::size_t{1} << 30;

struct End {
  void operator()(z_stream* stream) const {
    inflateEnd(stream);
    delete stream;
  }
};

// `window`: as inflateInit2 wants it. `at`: how many bytes were read.
std::string inflated(std::string_view bytes, int window, std::size_t& at, std::size_t most) {
  std::unique_ptr<z_stream, End> stream(new z_stream{});
  if (inflateInit2(stream.get(), window) != Z_OK) throw Error("zlib does not start");
  stream->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream->avail_in = static_cast<uInt>(bytes.size());
  std::string result;
  char piece[1 << 16];
  int status = Z_OK;
  while (status != Z_STREAM_END) {
    stream->next_out = reinterpret_cast<Bytef*>(piece);
    stream->avail_out = sizeof piece;
    status = inflate(stream.get(), Z_NO_FLUSH);
    const bool stuck = status == Z_OK && stream->avail_out == sizeof piece && stream->avail_in == 0;
    if ((status != Z_OK && status != Z_STREAM_END) || stuck) throw Error(tr("its packed data is damaged"));
    result.append(piece, sizeof piece - stream->avail_out);
    if (result.size() > most) throw Error(tr("it unpacks to too much"));
  }
  at = bytes.size() - stream->avail_in;
  return result;
}

std::uint32_t number(std::string_view bytes, std::size_t at, int size) {
  if (at + static_cast<std::size_t>(size) > bytes.size()) throw Error(tr("its packed data is damaged"));
  std::uint32_t value = 0;
  for (int i = size; i-- > 0;)
    value = (value << 8) | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return value;
}

std::string_view part(std::string_view bytes, std::size_t at, std::size_t size) {
  if (at > bytes.size() || size > bytes.size() - at) throw Error(tr("its packed data is damaged"));
  return bytes.substr(at, size);
}

}  // namespace

std::string gunzip(std::string_view bytes) {
  constexpr int gzip = 16 + MAX_WBITS;
  std::string result;
  // A file may be several, one behind the other.
  while (!bytes.empty()) {
    std::size_t read = 0;
    result += inflated(bytes, gzip, read, limit - result.size());
    bytes.remove_prefix(read);
    if (!bytes.starts_with("\x1f\x8b")) {
      result += bytes;  // what follows is read too
      break;
    }
  }
  return result;
}

std::vector<std::pair<std::string, std::string>> unzip(std::string_view bytes, std::size_t most) {
  constexpr std::size_t end_size = 22, header_size = 46, local_size = 30;
  const std::size_t end = bytes.rfind("PK\x05\x06");
  if (end == std::string_view::npos || end + end_size > bytes.size())
    throw Error(tr("its packed data is damaged"));
  std::vector<std::pair<std::string, std::string>> entries;
  std::size_t at = number(bytes, end + 16, 4), all = 0;
  for (std::uint32_t left = number(bytes, end + 10, 2); left > 0; --left) {
    if (part(bytes, at, 4) != "PK\x01\x02") throw Error(tr("its packed data is damaged"));
    const std::uint32_t flags = number(bytes, at + 8, 2), method = number(bytes, at + 10, 2),
                        packed = number(bytes, at + 20, 4), local = number(bytes, at + 42, 4);
    const std::uint32_t name = number(bytes, at + 28, 2), extra = number(bytes, at + 30, 2),
                        comment = number(bytes, at + 32, 2);
    if ((flags & 1u) != 0) throw Error(tr("it is encrypted"));
    const std::size_t data = local + local_size + number(bytes, local + 26, 2) + number(bytes, local + 28, 2);
    const std::string_view raw = part(bytes, data, packed);
    std::size_t read = 0;
    std::string content = method == 0   ? std::string(raw)
                          : method == 8 ? inflated(raw, -MAX_WBITS, read, most - all)
                                        : throw Error(tr("it is packed in a way that is not known"));
    all += content.size();
    if (all > most) throw Error(tr("it unpacks to too much"));
    entries.emplace_back(part(bytes, at + header_size, name), std::move(content));
    if (comment > 0) entries.emplace_back("", part(bytes, at + header_size + name + extra, comment));
    at += header_size + name + extra + comment;
  }
  // The archive's own comment.
  if (end + end_size < bytes.size()) entries.emplace_back("", bytes.substr(end + end_size));
  return entries;
}

}  // namespace kancelli
