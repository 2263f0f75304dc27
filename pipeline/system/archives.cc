#include "pipeline/system/archives.h"

#include <zlib.h>

#include <algorithm>
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

std::uint32_t checksum(std::string_view content) {
  return static_cast<std::uint32_t>(
      crc32_z(crc32_z(0, nullptr, 0), reinterpret_cast<const Bytef*>(content.data()), content.size()));
}

struct ZipEntry {
  std::string_view name, comment;
  std::uint32_t flags = 0, method = 0, checksum = 0;
  std::size_t packed = 0, size = 0;   // bytes
  std::size_t local = 0, data = 0;    // where its own header and its packed data begin
  std::size_t row = 0, row_size = 0;  // of the directory
};

struct ZipDirectory {
  std::vector<ZipEntry> entries;  // as it has them
  std::size_t begin = 0;
  std::string_view comment;  // of the archive
};

constexpr std::size_t end_size = 22, row_size = 46, local_size = 30;

ZipEntry read_row(std::string_view bytes, std::size_t at) {
  if (part(bytes, at, 4) != "PK\x01\x02") throw Error(tr("its packed data is damaged"));
  ZipEntry entry;
  entry.flags = number(bytes, at + 8, 2);
  entry.method = number(bytes, at + 10, 2);
  entry.checksum = number(bytes, at + 16, 4);
  entry.packed = number(bytes, at + 20, 4);
  entry.size = number(bytes, at + 24, 4);
  const std::uint32_t name = number(bytes, at + 28, 2), extra = number(bytes, at + 30, 2),
                      comment = number(bytes, at + 32, 2);
  entry.local = number(bytes, at + 42, 4);
  entry.name = part(bytes, at + row_size, name);
  entry.comment = part(bytes, at + row_size + name + extra, comment);
  entry.row = at;
  entry.row_size = row_size + name + extra + comment;
  // Readers that go by the entries' own headers must see the same names.
  const std::uint32_t own_name = number(bytes, entry.local + 26, 2);
  if (part(bytes, entry.local, 4) != "PK\x03\x04" ||
      part(bytes, entry.local + local_size, own_name) != entry.name)
    throw Error(tr("its packed data is damaged"));
  entry.data = entry.local + local_size + own_name + number(bytes, entry.local + 28, 2);
  part(bytes, entry.data, entry.packed);  // throws where the file ends before
  return entry;
}

std::vector<const ZipEntry*> in_place(const ZipDirectory& directory) {
  std::vector<const ZipEntry*> entries;
  for (const ZipEntry& entry : directory.entries) entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(),
            [](const ZipEntry* a, const ZipEntry* b) { return a->local < b->local; });
  return entries;
}

ZipDirectory read_directory(std::string_view bytes) {
  const std::size_t end = bytes.rfind("PK\x05\x06");
  if (end == std::string_view::npos || end + end_size > bytes.size())
    throw Error(tr("its packed data is damaged"));
  ZipDirectory directory;
  directory.begin = number(bytes, end + 16, 4);
  directory.comment = bytes.substr(end + end_size);
  std::size_t at = directory.begin;
  for (std::uint32_t left = number(bytes, end + 10, 2); left > 0; --left) {
    directory.entries.push_back(read_row(bytes, at));
    at += directory.entries.back().row_size;
  }
  // Entries that share bytes unpack to many times the file's size.
  std::size_t free = 0;
  for (const ZipEntry* entry : in_place(directory)) {
    if (entry->local < free) throw Error(tr("its packed data is damaged"));
    free = entry->data + entry->packed;
  }
  if (free > directory.begin) throw Error(tr("its packed data is damaged"));
  return directory;
}

void put(std::string& bytes, std::size_t at, std::size_t value, int size) {
  for (int i = 0; i < size; ++i, value >>= 8)
    bytes[at + static_cast<std::size_t>(i)] = static_cast<char>(value & 0xff);
}

std::string deflated(std::string_view content) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw Error("zlib does not start");
  std::string result(deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  deflate(&stream, Z_FINISH);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

// Adds an entry to the archive; gives its row of the directory. Date and makers are those of `like`, a row.
std::string packed_entry(std::string& archive, const std::string& name, std::string_view content,
                         std::string_view like) {
  constexpr std::size_t utf8 = 1u << 11;
  const std::string packed = deflated(content);
  std::string local("PK\x03\x04", 4), row(like.substr(0, row_size));
  local.resize(local_size, '\0');
  // What both headers say, two bytes later in the directory's.
  const auto both = [&](std::size_t offset, std::size_t value, int size) {
    put(local, offset, value, size);
    put(row, offset + 2, value, size);
  };
  both(4, 20, 2);
  both(6, utf8, 2);
  both(8, 8, 2);
  both(10, number(like, 12, 4), 4);
  both(14, checksum(content), 4);
  both(18, packed.size(), 4);
  both(22, content.size(), 4);
  both(26, name.size(), 2);
  both(28, 0, 2);
  put(row, 32, 0, 4);  // no comment; on the first disk
  put(row, 42, archive.size(), 4);
  archive += local + name + packed;
  return row + name;
}

std::string end_of_archive(std::size_t count, std::size_t size, std::size_t begin, std::string_view comment) {
  std::string end("PK\x05\x06", 4);
  end.resize(end_size, '\0');
  put(end, 8, count, 2);
  put(end, 10, count, 2);
  put(end, 12, size, 4);
  put(end, 16, begin, 4);
  put(end, 20, comment.size(), 2);
  return end + std::string(comment);
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
  const ZipDirectory directory = read_directory(bytes);
  std::vector<std::pair<std::string, std::string>> entries;
  std::size_t all = 0;
  for (const ZipEntry& entry : directory.entries) {
    if ((entry.flags & 1u) != 0) throw Error(tr("it is encrypted"));
    const std::string_view raw = bytes.substr(entry.data, entry.packed);
    std::size_t read = 0;
    std::string content = entry.method == 0   ? std::string(raw)
                          : entry.method == 8 ? inflated(raw, -MAX_WBITS, read, most - all)
                                              : throw Error(tr("it is packed in a way that is not known"));
    all += content.size();
    if (all > most) throw Error(tr("it unpacks to too much"));
    if (content.size() != entry.size || checksum(content) != entry.checksum)
      throw Error(tr("its packed data is damaged"));
    entries.emplace_back(entry.name, std::move(content));
    if (!entry.comment.empty()) entries.emplace_back("", entry.comment);
  }
  if (!directory.comment.empty()) entries.emplace_back("", directory.comment);
  return entries;
}

std::string repacked(std::string_view archive,
                     const std::map<std::string, std::string, std::less<>>& changed) {
  const ZipDirectory directory = read_directory(archive);
  if (directory.entries.empty()) throw Error(tr("its packed data is damaged"));
  const std::vector<const ZipEntry*> in_order = in_place(directory);
  std::string result(archive.substr(0, in_order.front()->local)), rows;
  std::size_t count = directory.entries.size();
  std::map<const ZipEntry*, std::string> new_rows;
  for (std::size_t i = 0; i < in_order.size(); ++i) {
    const ZipEntry& entry = *in_order[i];
    const std::size_t end = i + 1 < in_order.size() ? in_order[i + 1]->local : directory.begin;
    const auto own = changed.find(entry.name);
    if (own != changed.end()) {
      new_rows[&entry] =
          packed_entry(result, own->first, own->second, archive.substr(entry.row, entry.row_size));
      continue;
    }
    // With its data descriptor, and whatever else stands behind it.
    std::string& row = new_rows[&entry] = archive.substr(entry.row, entry.row_size);
    put(row, 42, result.size(), 4);
    result += archive.substr(entry.local, end - entry.local);
  }
  for (const ZipEntry& entry : directory.entries) rows += new_rows[&entry];
  for (const auto& [name, content] : changed) {
    const bool known = std::any_of(directory.entries.begin(), directory.entries.end(),
                                   [&name = name](const ZipEntry& entry) { return entry.name == name; });
    if (known) continue;
    // As the first entry is: of the same day, made by the same system.
    const ZipEntry& first = directory.entries.front();
    rows += packed_entry(result, name, content, archive.substr(first.row, first.row_size));
    ++count;
  }
  return result + rows + end_of_archive(count, rows.size(), result.size(), directory.comment);
}

}  // namespace kancelli
