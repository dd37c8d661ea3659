#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace filrouge::http {

/// Where files sent to the server stand while they are read: a folder of this account's alone (0700).
class UploadFolder {
 public:
  /// Makes it if it is not there, and takes away what killed servers left. `path` empty:
  /// « filrouge-depots-UID » of the folder of temporary files. Throws FileError when another account could
  /// read or write it.
  explicit UploadFolder(std::string path);
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// A file being sent, and where it is: its owner alone may read it (0600). It is gone with this object.
class UploadedFile {
 public:
  /// `extension` (« csv ») is kept if it is plain: readers go by it. Throws FileError.
  UploadedFile(const UploadFolder& folder, std::string_view extension);
  ~UploadedFile();
  UploadedFile(const UploadedFile&) = delete;
  UploadedFile& operator=(const UploadedFile&) = delete;

  const std::string& path() const { return path_; }
  /// Throws FileError, of a full disk mostly.
  void write(std::string_view bytes);
  /// Nothing more is written.
  void close();

 private:
  std::string folder_, path_;
  int held_ = -1, file_ = -1;
};

/// The file of a form.
struct Upload {
  std::shared_ptr<const UploadedFile> file;
  std::string filename;  ///< as the person calls it, without folders; to be shown, never to be opened
  std::string field;     ///< of the form

  const std::string& path() const { return file->path(); }
};

}  // namespace filrouge::http
